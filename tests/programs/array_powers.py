"""Powers of NumPy scalars, and of numbers that may be either kind."""

import warnings

import numpy as np

warnings.simplefilter("ignore")


def show(x):
    print(type(x).__name__, repr(x))


def powers(a):
    for i in range(len(a)):
        show(a[i] ** 2)
        show(a[i] ** 0.5)
        show(a[i] ** -1)
        show(2 ** a[i])
        show(2.5 ** a[i])
        show(True ** a[i])
        show(a[i] ** a[i])


def norm(a, b, exponent):
    square = 0.0
    for i in range(len(a)):
        difference = a[i] - b[i]
        square += difference * difference
    return square ** exponent


def signed(a, exponent):
    total = 0.0
    for i in range(len(a)):
        total -= a[i]
    return total ** exponent


powers(np.array([1.5, 0.0, -2.0, 1e200, 4.0]))
a = np.array([1.0, 2.0, 4.0])
b = np.array([3.0, 2.5, 1e160])
none = np.zeros(0)
for exponent in [0.5, 2.0, -0.5]:
    show(norm(a, b, exponent))
    show(norm(a, a, exponent))
    show(signed(a, exponent))
    try:
        show(norm(none, none, exponent))
    except ZeroDivisionError as error:
        print(error)
show(signed(none, 0.5))
show(norm(a, a[::-1], 2))
ints = np.array([3, -8])
show(ints[0] ** 0.5)
show(ints[1] ** 0.5)
show(ints[1] ** 2)
