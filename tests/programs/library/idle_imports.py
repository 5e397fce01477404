"""Imports for annotations and for decorators that are written out need no CPython; those that somebody reads stay."""
from __future__ import annotations

import os
import re as regular
from collections.abc import Callable, Iterable, Iterator
from functools import reduce, total_ordering
from numbers import Number
from types import TracebackType
from typing import Any, Final, List, Protocol, Self


@total_ordering
class Version:
    parts: List[int]

    def __init__(self, text: str) -> None:
        self.parts = [int(part) for part in text.split(".")]

    def __eq__(self, other: Any) -> bool:
        return self.parts == other.parts

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts

    def __exit__(self, kind: type, value: BaseException, traceback: TracebackType) -> None:
        pass

    def me(self) -> Self:
        return self


LIMIT: Final[int] = 3


def each(items: Iterable[int], change: Callable[[int], int]) -> Iterator[int]:
    for item in items:
        yield change(item)


print(list(each([1, 2], lambda n: n + LIMIT)), Version("1.2") >= Version("1.10"), reduce(lambda a, b: a + b, [1, 2]))
