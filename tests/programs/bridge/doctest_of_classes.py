"""doctest finds the examples of a module, its functions, classes and methods.

>>> add(1, 2)
3
"""


from functools import reduce


def add(a: int, b: int) -> int:
    """Add.

    >>> add(2, 3)
    5
    >>> add("a", 1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> [add(i, i) for i in range(3)]
    [0, 2, 4]
    """
    return a + b


class K:
    """
    >>> K(3).double()
    6
    >>> K(1)
    K(1)
    """
    def __init__(self, x): self.x = x
    def double(self):
        """
        >>> K(5).double()
        10
        """
        return self.x * 2
    def __repr__(self): return f"K({self.x})"


if __name__ == "__main__":
    import doctest
    print(doctest.testmod())


class Stopped(BaseException):
    """
    >>> raise Stopped("now")
    Traceback (most recent call last):
    ...
    Stopped: now
    """


print(doctest.testmod())
