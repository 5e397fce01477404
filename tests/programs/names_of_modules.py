"""Names that every module has: {x}"""
# What a module has before its first statement, read before and after it is bound.
import sys

if __doc__:
    __doc__ = __doc__.format(x="bound later")
print(__doc__)
if len(sys.argv) > 3:
    TimeoutError = KeyError
    int = str


def names():
    return __name__, __doc__, type(__file__).__name__


def fails():
    return TimeoutError("x")


print(names())
__name__ = "other"
print(names(), type(fails()), int("3"))
try:
    FileNotFoundError
except NameError:
    FileNotFoundError = OSError
print(FileNotFoundError.__mro__[1])
print(type.__prepare__("x", (), a=1))
