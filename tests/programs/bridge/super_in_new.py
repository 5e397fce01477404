"""super() in a method that a metaclass of CPython calls while it makes the class."""

from enum import IntEnum


def make():
    class Bad(IntEnum):
        def __new__(cls, value):
            return super().__new__(cls, value)

        failed = 1


try:
    make()
except TypeError as error:
    print(error)
try:

    class Worse(IntEnum):
        def __new__(cls, value):
            return super().__new__(cls, value)

        failed = 1

except TypeError as error:
    print(error)
