# A class over Fraction, and what only CPython's has.
from decimal import Decimal
from fractions import Fraction
from numbers import Rational


class Half(Fraction):
    def __new__(cls, n):
        return super().__new__(cls, n, 2)


print(Half(3), Half(3) + 1, isinstance(Half(1), Rational), Fraction.from_decimal(Decimal("1.5")))
print(Fraction(Decimal("0.25")), Fraction(1, 3).__reduce__())
