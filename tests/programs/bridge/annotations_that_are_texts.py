"""`get_type_hints` and `eval_str` evaluate annotations that are texts in the globals of the module."""
from __future__ import annotations

import collections.abc as c
import dataclasses
import functools
import inspect
import typing as t


class Item:
    owner: Owner
    tags: list[str]
    later: "t.ClassVar[int]" = 3

    def give(self, to: Owner, n: int | None = None) -> t.Optional[Item]:
        return self


@dataclasses.dataclass
class Owner:
    name: str
    items: list[Item] = dataclasses.field(default_factory=list)


def checked(function):
    hints = t.get_type_hints(function)

    @functools.wraps(function)
    def call(*args, **keywords):
        bound = inspect.signature(function).bind(*args, **keywords)
        for name, value in bound.arguments.items():
            if not isinstance(value, hints[name]):
                raise TypeError(f"{name}: {value!r} is no {hints[name].__name__}")
        return function(*args, **keywords)

    return call


@checked
def add(owner: Owner, item: Item, times: int = 1) -> None:
    owner.items.extend([item] * times)


def walk(over: c.Iterable[Item], key: t.Callable[[Item], int] = len) -> c.Iterator[Owner]: ...


ann = Owner("ann")
add(ann, Item(), times=2)
print(len(ann.items))
try:
    add(ann, "x")
except TypeError as error:
    print(error)
print(t.get_type_hints(Item.give))
print(t.get_type_hints(Item))
print(t.get_type_hints(Owner))
print(t.get_type_hints(walk))
print(walk.__annotations__)
