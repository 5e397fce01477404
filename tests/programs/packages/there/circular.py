print("circular begins")
from there import other

A = 5


def value():
    return other.B + A


print("circular ends")
