# Defaults that are expressions are inherited; a class that is left to CPython takes its family along.
from dataclasses import dataclass, field, fields, asdict, astuple, replace

LIMIT = 5


@dataclass
class Base:
    a: int = LIMIT * 2
    b: str = "x".upper()
    c: list = field(default_factory=list)


@dataclass
class Derived(Base):
    d: float = LIMIT / 2


@dataclass
class Last(Derived):
    b: str = "own"

    def total(self):
        return self.a + self.d


print(Base(), Derived(), Last(), Last(1).total(), Derived(1, "b", [2], 3.5) == Derived(1, "b", [2], 3.5))
print([f.name for f in fields(Last)], [f.default for f in fields(Derived)][:2])
Changed = Base


@dataclass
class Reset:
    n: int = LIMIT + 1


Reset.n = 100


@dataclass
class AfterReset(Reset):
    m: int = 2


print(Reset(), AfterReset(), AfterReset.n)


@dataclass(slots=True)
class Slotted:
    x: int = 1
    y: int = field(default=2, metadata={"unit": "m"})


print(Slotted(), [f.name for f in fields(Slotted)], asdict(Slotted()), astuple(Slotted(5)), replace(Slotted(), y=7))
print(fields(Slotted)[1].metadata["unit"])


class Outer:
    @dataclass
    class Inner:
        p: int = LIMIT

    @dataclass
    class More(Inner):
        q: int = LIMIT * 3


print(Outer.Inner(), Outer.More(), Outer.More(1, 2) == Outer.More(1, 2))


@dataclass
class Row:
    cells: list = field(default_factory=list)


try:
    print(len({Row(), missing}))
except Exception as error:
    print(type(error).__name__, error)


# The types of fields are what the annotations say.
from dataclasses import fields, is_dataclass
from typing import List, Optional


@dataclass
class Inner:
    x: int
    y: str = "q"


@dataclass
class Outer:
    inner: Inner
    n: Optional[int] = None
    items: List[Inner] = field(default_factory=list)
    later: "Inner" = None


@dataclass
class Further(Outer):
    more: dict = field(default_factory=dict)


def from_dict(cls, values):
    given = {}
    for each in fields(cls):
        value = values.get(each.name)
        given[each.name] = from_dict(each.type, value) if is_dataclass(each.type) else value
    return cls(**given)


print(from_dict(Outer, {"inner": {"x": 1, "y": "z"}, "n": 4, "items": []}))
print([(each.name, each.type) for each in fields(Further)], fields(Outer)[0].type(3))
