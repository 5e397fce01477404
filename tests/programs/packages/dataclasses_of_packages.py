# Dataclasses over those of other modules: by name, re-exported, over two, with all kinds of fields.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, InitVar, FrozenInstanceError
from typing import ClassVar
import shop
import shop.core.base as b
from shop import Entity, Watched, Point, rules
from shop.core import foundations
from shop.core.base import *
from shop.rules import Loose as L

LIMIT = 99


@dataclass
class Item(Entity):
    price: float = 0.0
    stock: dict = field(default_factory=dict)

    def total(self):
        return self.price * self.limit


@dataclass
class Seen(Watched, Item):
    visits: int = 0


@dataclass(frozen=True, order=True)
class Point3(Point):
    z: float = 0.5

    def norm(self):
        return (self.x ** 2 + self.y ** 2 + self.z ** 2) ** 0.5


@dataclass
class Weighted(rules.Rule):
    unit: str = "kg"


@dataclass
class Looser(L):
    extra: int = 1


@dataclass(kw_only=True)
class Measure(foundations.Scaled):
    note: str
    others: list = field(default_factory=lambda: [LIMIT])


@dataclass
class Named2(b.Named):
    second: str = "2"


@dataclass(slots=True)
class Deep(b.Cell):
    depth: int = 5


@dataclass
class Simple(shop.core.base.Plain):
    a: int
    b: int = 2


@dataclass(eq=False)
class Unequal(shop.core.foundations.Entity):
    z: int = 0


def show(o):
    print(o, [f.name for f in fields(o)], is_dataclass(o))


e = Item("e", price=2.5)
show(e)
print(e.total(), asdict(e), astuple(e), Entity.count, Item.count)
s = Seen("s", visits=3).note("a").note("a")
show(s)
print(s.squares, s.log, s == Seen("s", visits=3), replace(s, name="t"))
p = Point3(1.0, 2.0)
show(p)
print(p < Point3(1.0, 3.0), hash(p) == hash(Point3(1.0, 2.0)), p.norm(), {p: 1}[Point3(1.0, 2.0, 0.5)])
try:
    p.x = 3
except FrozenInstanceError as error:
    print(error)
show(Weighted("w"))
show(Looser("l", extra=4))
show(Measure(2.0, note="n"))
show(Measure(2.0, 5.0, note="n", unit="km"))
print(Measure(1, note="").others)
show(Named2("x"))
print(Named2("x").describe(), Simple(1).describe(), Simple(1) == Simple(1, 2))
d = Deep(1, depth=3)
show(d)
d.marks.append(1)
print(d.marks, Deep(1).marks, Deep.__slots__, hasattr(d, "__dict__"))
print(Unequal("u") == Unequal("u"), Unequal("u").z)
print(e.deep, e.config, Item("q").deep.level)
match p:
    case Point3(x, y, z):
        print(x, y, z)
for call in (lambda: Item(), lambda: Seen(), lambda: Measure(1)):
    try:
        call()
    except TypeError as error:
        print(error)


@dataclass
class M:
    m: int = Descends()


@dataclass
class Holder:
    c: object = Plain()


print(M(), M(5).m, Holder().c is Holder().c)
try:
    @dataclass
    class Bad:
        c: object = b.Config()
except ValueError as error:
    print(error)
try:
    @dataclass
    class Bad2(Point):
        w: int = 1
except TypeError as error:
    print(error)
try:
    @dataclass
    class Bad3(Watched):
        w: int
except TypeError as error:
    print(error)


def local(n):
    @dataclass
    class Inner(Entity):
        w: int = n
    return Inner("i")


show(local(3))


class Outer:
    @dataclass(frozen=True)
    class In2(Point):
        k: int = 3


show(Outer.In2(1.0)) if hasattr(Outer, "In2") else None
