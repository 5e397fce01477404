"""The code of a compiled function runs where CPython is given it."""

from types import CodeType, FunctionType


def plain(x, /, y=2, *rest, z=3, **named):
    "doc"
    return x, y, rest, z, named, word


word = "global"
copy = FunctionType(plain.__code__, plain.__globals__, name="copy", argdefs=plain.__defaults__, closure=plain.__closure__)
copy.__kwdefaults__ = plain.__kwdefaults__
print(copy is plain, copy(1), copy(1, 4, 5, 6, z=7, w=8), copy.__name__, plain.__name__, copy.__defaults__)
other = FunctionType(plain.__code__, globals(), "other", (5,))
other.__kwdefaults__ = {"z": 9}
print(other(1), other.__name__)
copy.attribute = 1
print(hasattr(plain, "attribute"))
try:
    other()
except TypeError as error:
    print(error)


def says():
    print("says")


exec(says.__code__)


def five():
    return 5


print(eval(five.__code__))


def generated(n):
    sent = yield n
    yield sent
    return "end"


again = FunctionType(generated.__code__, globals())(1)
print(next(again), again.send("sent"))
try:
    next(again)
except StopIteration as stop:
    print(stop.value)


async def awaited(n):
    return n + 1


try:
    FunctionType(awaited.__code__, globals())(1).send(None)
except StopIteration as stop:
    print(stop.value)
print(type(five.__code__) is CodeType, plain.__code__.co_varnames[:5], plain.__code__.co_argcount, plain.__code__.co_kwonlyargcount)
