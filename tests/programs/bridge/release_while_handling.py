# A traceback is released while an exception is handled: what that has CPython
# allocate may start its collector.
import gc
import sys
from inspect import signature

gc.set_threshold(1)


def handled(n):
    try:
        raise ValueError(n)
    except ValueError:
        seen = signature(handled) and sys.exc_info()
        text = str(seen[1])
        seen = None
        return text


def nested(n):
    try:
        try:
            raise KeyError(n)
        finally:
            parts = [str(sys.exc_info()[1]) for _ in range(3)]
    except KeyError as error:
        return parts, error.__traceback__ is None


print([handled(n) for n in range(50)][-3:])
print(nested(1), nested(2))
gc.set_threshold(700, 10, 10)
