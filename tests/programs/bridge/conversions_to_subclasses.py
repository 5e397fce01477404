"""Special methods that give instances of classes derived from int, float or complex: CPython warns."""

import cmath
import warnings


class Int(int):
    pass


class Float(float):
    pass


class Complex(complex):
    pass


class Gives:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value

    def __float__(self):
        return self.value

    def __complex__(self):
        return self.value


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Truncated:
    def __init__(self, value):
        self.value = value

    def __trunc__(self):
        return self.value


def show(function, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = function(*args)
            print(result, type(result).__name__)
        except TypeError as error:
            print("TypeError:", error)
    for warning in caught:
        print("   ", warning.category.__name__, warning.message)


for value in (3, True, Int(4), 1.5, "x"):
    show(int, Gives(value))
    show(int, Index(value))
    show(int, Truncated(value))
    show([0, 1, 2, 3, 4].__getitem__, Index(value))
show(int, Truncated(Index(7)))
show(int, Truncated(Index(True)))
for value in (1.5, Float(2.5), 3):
    show(float, Gives(value))
for value in (1j, Complex(2j), 3.0):
    show(complex, Gives(value))
    show(cmath.sqrt, Gives(value))
