"""Names of imports that are read after all: in handlers, patterns, class bodies, annotations that run."""
import os
from collections.abc import Callable, Iterable, Sequence, Sized, Mapping
from numbers import Number, Real
from types import SimpleNamespace, FunctionType, GeneratorType
from typing import NamedTuple, Optional


def kind(x):
    match x:
        case Number():
            return "number"
        case [*_]:
            return "sequence"
    try:
        return x.missing
    except AttributeError:
        return isinstance(x, Sized)


class Holder:
    made = SimpleNamespace(a=1)
    seq: Sequence = [1]


class Pair(NamedTuple):
    first: Optional[int]
    second: Iterable = ()


def log(f):
    print(f.__name__, isinstance(f, FunctionType))
    return f


@log
def call(f: Callable[[int], int], real: Real = 1) -> Mapping:
    return f(real)


print(kind(3), kind([1]), kind("x"), kind(None), Holder.made.a, Holder.seq, Pair(1), call(abs))
print([isinstance(g, GeneratorType) for g in [(i for i in [1])]], f"{os.sep}", isinstance([], Iterable))
