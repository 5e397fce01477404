"""Tools for functions."""

from _functools import cache, cached_property, cmp_to_key, lru_cache, partial
from _functools import update_wrapper, wraps

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


class _Absent:
    pass


_ABSENT = _Absent()


def reduce(function=_ABSENT, iterable=_ABSENT, initial=_ABSENT, /):
    if isinstance(iterable, _Absent):
        given = 0 if isinstance(function, _Absent) else 1
        raise TypeError(f"reduce expected at least 2 arguments, got {given}")
    # Errors take the place of what they tell of: none is the context of another.
    items = None
    try:
        items = iter(iterable)
    except TypeError:
        pass
    if items is None:
        raise TypeError("reduce() arg 2 must support iteration")
    if isinstance(initial, _Absent):
        first = next(items, _ABSENT)
        if isinstance(first, _Absent):
            raise TypeError("reduce() of empty iterable with no initial value")
        value = first
    else:
        value = initial
    for item in items:
        value = function(value, item)
    return value
