from abc import ABCMeta
from fractions import Fraction
from decimal import Decimal

log = []


class A:
    def __eq__(self, other):
        log.append("A.__eq__")
        return NotImplemented

    def __lt__(self, other):
        log.append("A.__lt__")
        return NotImplemented


class B(metaclass=ABCMeta):
    def __eq__(self, other):
        log.append("B.__eq__")
        return NotImplemented

    def __gt__(self, other):
        log.append("B.__gt__")
        return NotImplemented


class Near:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return abs(self.x - other) < 1

    def __lt__(self, other):
        return self.x < other


def run(op, a, b):
    log.clear()
    try:
        answer = op(a, b)
    except TypeError as e:
        answer = str(e)
    print(answer, log)


for a, b in ((A(), B()), (B(), A()), (A(), A()), (B(), B()), (A(), 3), (Decimal(1), A()), (A(), Decimal(1))):
    run(lambda x, y: x == y, a, b)
    run(lambda x, y: x != y, a, b)
    run(lambda x, y: x < y, a, b)
    run(lambda x, y: x > y, a, b)
print(Near(1) == Fraction(3, 2), Fraction(3, 2) == Near(1), Near(1) < Decimal(2), Decimal(2) > Near(1))
print(Decimal(1) == 1, 1 == Decimal(1), Fraction(1, 2) < 0.75, 0.75 > Fraction(1, 2), [Decimal(2)] == [2])
print(sorted([Fraction(1, 2), 0.25, Decimal(3), 1], key=float), max(Fraction(1, 3), 0.2))
