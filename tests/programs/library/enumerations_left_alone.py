# What the text does not tell, or only CPython's `enum` has, leaves all of them to CPython.
from enum import Enum, Flag, auto


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()


class Color(Enum):
    RED = 1
    GREEN, BLUE = 2, 3


def make():
    class Inner(Enum):
        A = 1
        B = 2

    return Inner


print(Perm.R | Perm.W, Color.RED, list(Color), Perm.R in (Perm.R | Perm.X))
I = make()
print(I.A, list(I), I(2), isinstance(I.A, Enum))
Dyn = Enum("Dyn", "X Y Z")
print(list(Dyn), Dyn.X.value)
try:
    class More(Color):
        BLACK = 0
except TypeError as e:
    print(e)
