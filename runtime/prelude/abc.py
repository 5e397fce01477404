"""Abstract base classes.

Whether a class has abstract methods left is found out by the runtime when
the class is made.
"""


class ABC:
    """A base that makes `abstractmethod` count."""

    __slots__ = ()
    __abstractmethods__ = frozenset()


def abstractmethod(funcobj):
    """Marks a method that a class with instances must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj
