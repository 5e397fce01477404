"""Comparing classes does not look into them; other uses of `__class__` do."""
from dataclasses import dataclass, field, replace, FrozenInstanceError


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@dataclass
class Named:
    name: str
    tags: list = field(default_factory=list)


class Sneaky:
    @property
    def __class__(self):
        print("asked")
        return int


class Shape:
    def __init__(self, side):
        self.side = side

    def __eq__(self, other):
        return type(other) == type(self) and other.side == self.side

    def __hash__(self):
        return hash((type(self), self.side))


class Square(Shape):
    pass


class Meta(type):
    def __eq__(cls, other):
        print("classes compared")
        return True

    def __hash__(cls):
        return 1


class Loose(metaclass=Meta):
    def __init__(self, v):
        self.v = v


def same(a, b):
    return a.__class__ is b.__class__, type(a) is not type(b), type(a) == type(b), a.__class__ != b.__class__


things = [Point(1, 2), Point(1, 2), Named("a"), Shape(1), Square(1), Sneaky(), Loose(1), Loose(2), 5, "x", None]
for a in things:
    print([same(a, b) for b in things[:5]])
print(same(things[5], 1), same(things[6], things[7]), same(things[6], 3))
total = 0
seen = {}
for i in range(10):
    p = Point(i, i % 3)
    seen[p] = i
    total += p.x * p.y
    n = Named("n" + str(i))
    n.tags.append(i)
    total += len(n.tags)
print(total, len(seen), seen[Point(3, 0)], Point(1, 2) == Point(1, 2), Point(1, 2) == Named("a"), Named("a") == Named("a"))
print(Shape(1) == Square(1), Square(2) == Square(2), len({Shape(1), Shape(1), Square(1)}))
try:
    Point(1, 2).x = 5
except FrozenInstanceError as e:
    print(e)
print(replace(Point(1, 2), y=7), Point(1, 2).__class__.__name__, type(things[3]).__name__)


def poke(o):
    if o.__class__ is Point:
        return "point"
    c = o.__class__
    return c.__name__, [n for n in vars(c) if not n.startswith("_")][:2]


print([poke(o) for o in things[:5]])
made = things[3].__class__(9)
print(made.side, things[4].__class__ in (Square, Shape), 1 < 2 != (things[0].__class__ is Point))
