import doctest


def square(x):
    """
    >>> square(3)
    9
    >>> square(2)
    4
    """
    return x * x


class Shape:
    """
    >>> Shape().area()
    0
    """

    def area(self):
        return 0


print(doctest.testmod())
print(eval("Shape.__doc__"), eval("Shape.area.__doc__"))
