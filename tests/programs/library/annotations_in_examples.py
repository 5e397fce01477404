# Examples in documentation may look at annotations.
import doctest


def f(a: int, b: "str") -> float:
    """
    >>> sorted(f.__annotations__.items())
    [('a', <class 'int'>), ('b', 'str'), ('return', <class 'float'>)]
    """


print(doctest.testmod())
