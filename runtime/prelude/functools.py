"""Tools for functions."""

from _functools import cache, cached_property, cmp_to_key, lru_cache, partial
from _functools import update_wrapper, wraps

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


class _Absent:
    pass


_ABSENT = _Absent()


def reduce(function, iterable, initial=_ABSENT, /):
    try:
        items = iter(iterable)
    except TypeError:
        raise TypeError("reduce() arg 2 must support iteration") from None
    if isinstance(initial, _Absent):
        try:
            value = next(items)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in items:
        value = function(value, item)
    return value
