# module
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, NamedTuple


@dataclass
class Shape:
    name: str
    tags: list = field(default_factory=list, repr=False, metadata={"kind": "text"})
    sides: int = 0
    made: ClassVar[int] = 0
    scale: InitVar[int] = 2

    def __post_init__(self, scale):
        self.sides *= scale
        Shape.made += 1


@dataclass(frozen=True, order=True)
class Point:
    x: int
    y: int = 0


class Pair(NamedTuple):
    left: int
    right: int
