from dataclasses import dataclass, FrozenInstanceError
from typing import Generic, TypeVar, NamedTuple
T = TypeVar("T")
def make():
    @dataclass(frozen=True)
    class P:
        x: int
        y: int = 2
    return P
print(make()(1))
@dataclass(frozen=True)
class Q(Generic[T]):
    text: T
    def __post_init__(self):
        object.__setattr__(self, "text", self.text * 2)
print(Q("a"))
class NT(NamedTuple):
    a: int
print(NT(3))
try: Q("b").text = 4
except FrozenInstanceError as e: print(e)
@dataclass(frozen=True)
class Meta(metaclass=type):
    v: int
print(Meta(3))
class Base:
    __slots__ = ("z",)
@dataclass(frozen=True)
class D(Base):
    w: int
print(D(1), hash(D(1)) == hash(D(1)))
