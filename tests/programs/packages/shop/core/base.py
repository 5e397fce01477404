import itertools
from collections import OrderedDict
from dataclasses import dataclass, field, InitVar, KW_ONLY
from typing import ClassVar, List, Dict, Optional

_ids = itertools.count(1)
LIMIT = 10


def make_tag():
    return "tag%d" % next(_ids)


class Config:
    def __init__(self, level=1):
        self.level = level

    def __repr__(self):
        return f"Config({self.level})"

    def __eq__(self, other):
        return isinstance(other, Config) and self.level == other.level

    __hash__ = None


@dataclass
class Entity:
    name: str
    tags: List[str] = field(default_factory=list)
    limit: int = LIMIT
    tag: str = field(default_factory=make_tag, compare=False)
    config: Config = field(default_factory=Config, repr=False)
    deep: Config = field(default_factory=lambda: Config(LIMIT + len("ab")))
    count: ClassVar[int] = 0

    def __post_init__(self):
        Entity.count += 1


@dataclass
class Audited:
    by: str = "nobody"
    log: Dict[str, int] = field(default_factory=OrderedDict)
    squares: list = field(default_factory=lambda: [i * LIMIT for i in range(3)])

    def note(self, what):
        self.log[what] = self.log.get(what, 0) + 1
        return self


@dataclass(frozen=True, order=True)
class Point:
    x: float
    y: float = 0.0


@dataclass
class Scaled:
    value: float
    factor: InitVar[float] = 2.0
    _: KW_ONLY = None
    unit: str = "m"

    def __post_init__(self, factor):
        self.value *= factor


class Plain:
    kind = "plain"

    def describe(self):
        return f"{self.kind} {type(self).__name__}"


class Named(Entity, Plain):
    def describe(self):
        return "named " + super().describe() + " " + self.name


@dataclass(slots=True)
class Cell:
    row: int
    column: int = 1
    marks: list = field(default_factory=list)


class Marker:
    def __get__(self, obj, owner=None):
        return 7 if obj is None else obj.__dict__.get("m", 0)

    def __set__(self, obj, value):
        obj.__dict__["m"] = value


class Descends(Marker):
    pass
