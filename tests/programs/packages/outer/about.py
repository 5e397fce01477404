# module
"""Asks for its own names."""
if getattr(__builtins__, "__dict__", None) is not None:
    __builtins__ = __builtins__.__dict__
print(type(__builtins__).__name__, __builtins__["len"] is len, sorted(name for name in __builtins__ if name.startswith("ab")))


def names():
    package = __spec__ and __spec__.parent
    return package, __spec__.name, __loader__ is None, __package__, __doc__
