# Dataclasses over generic dataclasses.
import dataclasses
from dataclasses import dataclass
import typing as ty
CT = ty.TypeVar("CT")
@dataclass(frozen=True)
class Statement:
    is_set: bool = dataclasses.field(init=False, default=False, repr=False)
@dataclass(frozen=True)
class Parsed(ty.Generic[CT], Statement):
    raw: int = 0
@dataclass(frozen=True)
class BOS(ty.Generic[CT], Parsed[CT]):
    h: str = "x"
@dataclass
class Box(ty.Generic[CT]):
    item: CT
@dataclass
class IntBox(Box[int]):
    n: int = 1
print(BOS(1, "q"), dataclasses.fields(BOS)[0].name, [f.name for f in dataclasses.fields(IntBox)], IntBox(2), dataclasses.asdict(IntBox(3)), BOS.__mro__[1].__name__)
