import contextlib
import doctest
import io


def square(x):
    """
    >>> square(3)
    9
    >>> square(2)
    5
    """
    return x * x


class Shape:
    """
    >>> Shape().area()
    0
    """

    def area(self):
        return 0


report = io.StringIO()
with contextlib.redirect_stdout(report):
    result = doctest.testmod()
print(report.getvalue().replace(__file__, "doctests.py"), result)
print(eval("Shape.__doc__"), eval("Shape.area.__doc__"))
