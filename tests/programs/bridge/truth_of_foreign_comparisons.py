# What a comparison of a library's objects gives is asked for its truth where it decides.
from decimal import Decimal
from fractions import Fraction

import numpy as np


def decide(x, y):
    try:
        if x == y:
            return "equal"
        if x < y:
            return "less"
        return "else"
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


things = [Decimal("1.5"), Fraction(3, 2), 1.5, np.float64(1.5), np.array([1.0, 2.0]), np.array([1.5]), "1.5", None, 2]
for a in things:
    print([decide(a, b) for b in things])


def is_text(x):
    try:
        if x == "abc":
            return "yes"
        if x != "abc":
            return "no"
        return "neither"
    except ValueError as error:
        return str(error)


print([is_text(x) for x in [np.array(["abc", "b"]), np.str_("abc"), np.array(["abc"]), Decimal(1), "abc", "abd", 5]])


class Own(str):
    def __eq__(self, other):
        print("asked ==", type(other).__name__)
        return NotImplemented

    def __lt__(self, other):
        print("asked <", type(other).__name__)
        return NotImplemented

    __hash__ = str.__hash__


def compared(a, b):
    try:
        return a == b, a < b
    except TypeError as error:
        return str(error)


print(compared(Own("abc"), Decimal(3)), compared(Own("abc"), np.float64(2.0)), compared(Own("1"), Fraction(1, 2)))
