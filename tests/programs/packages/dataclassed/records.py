from __future__ import annotations

import typing as t
import warnings
from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar, Generic, TypedDict, TypeVar

T = TypeVar("T")


class Options(TypedDict, total=False):
    alt: list[str]


@dataclass(slots=True)
class Rule(Generic[T]):
    name: str
    fn: T = field(repr=False)
    n: int = 3
    shared: ClassVar[int] = 5
    other: t.ClassVar[int] = 6
    _: KW_ONLY
    last: int = 7
