"""Abstract base classes, in programs that need no CPython."""

from _abc import ABCMeta


class ABC(metaclass=ABCMeta):
    """A base that makes `abstractmethod` count."""

    __slots__ = ()


def abstractmethod(funcobj):
    """Marks a method that a class with instances must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj
