# Annotations that are texts, which functools evaluates in the globals of the module.
from __future__ import annotations

from functools import singledispatch


class Book:
    title = "Emma"


@singledispatch
def describe(x):
    return f"<{type(x).__name__}>"


@describe.register
def _(x: int):
    return f"int {x:+d}"


@describe.register
def _(x: Book):
    return f"book {x.title!r}"


print(describe(3), describe(Book()), describe(None))
