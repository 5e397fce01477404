# Dataclasses that derive from those of other modules, and names of `dataclasses` that come by `import *`.
from dataclasses import FrozenInstanceError, asdict, fields, replace

import shapes
from shapes import *
from shapes import Point as P


@dataclass
class Square(Shape):
    size: float = 1.0
    corners: list = field(default_factory=list)


@dataclass(frozen=True)
class Point3(P):
    z: int = 0


@dataclass(order=True)
class Ranked(shapes.Shape):
    rank: int = 7


class Triple(NamedTuple):
    pair: Pair
    other: int


square = Square("s", ["red"], 2, 3, 1.5)
print(square, square.tags, Shape.made, asdict(square), replace(square, name="t", scale=1))
print([each.name for each in fields(Square)], fields(Square)[1].metadata["kind"], Square.__match_args__)
print(Square("a") == Square("a"), Square("a") == Shape("a"), isinstance(square, Shape), Shape("b"))
print(Point3(1, 2, 3), Point3(1) == Point3(1), hash(Point3(1)) == hash(Point3(1)), P(1) < P(2), {P(1): "p"})
print(Ranked("r", rank=1) < Ranked("r"), Ranked("q").sides, Triple(Pair(1, 2), 3))
try:
    Point3(1).z = 4
except FrozenInstanceError as error:
    print(error)
for options, base in (({}, P), ({"frozen": True}, Shape)):
    try:
        dataclass(type("Other", (base,), {"__annotations__": {"w": int}, "w": 1}), **options)
    except TypeError as error:
        print(error)
print(Shape.__dataclass_params__, Point3.__dataclass_params__.frozen)
made = dataclass(type("Made", (Shape,), {"__annotations__": {"w": int}, "w": 1}))
print(made("m", w=3))
try:
    dataclass(type("Late", (Shape,), {"__annotations__": {"w": int}}))
except TypeError as error:
    print(error)
