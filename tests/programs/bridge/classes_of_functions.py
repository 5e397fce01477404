# The classes of functions, generators and the like are one on both sides of the border.
import inspect
import types
from collections import deque


def gen():
    yield 1


def plain():
    pass


async def wait():
    pass


async def numbers():
    yield 1


class Point:
    def norm(self):
        return self

    @property
    def x(self):
        return 1


point = Point()
print(type(plain) is types.FunctionType, isinstance(plain, types.FunctionType), isinstance(lambda: 0, types.LambdaType))
print(type(gen()) is types.GeneratorType, isinstance(gen(), types.GeneratorType), type(numbers()) is types.AsyncGeneratorType)
waiting = wait()
print(type(waiting) is types.CoroutineType, waiting.__class__ in {types.GeneratorType, types.CoroutineType})
waiting.close()
print(type(point.norm) is types.MethodType, isinstance(point.norm, types.MethodType), isinstance(len, types.BuiltinFunctionType))
print(type(len) is types.BuiltinFunctionType, type([].append) is types.BuiltinMethodType, isinstance(str.join, types.MethodDescriptorType))
print(type(inspect.getsource) is type(plain), isinstance(inspect.getsource, types.FunctionType))
print(type(int | str) is types.UnionType, type(plain.__code__) is types.CodeType)
try:
    1 / 0
except ZeroDivisionError as error:
    print(type(error.__traceback__) is types.TracebackType)


def kind(value):
    match value:
        case types.FunctionType():
            return "function"
        case types.MethodType():
            return "method"
    return "other"


print(kind(plain), kind(point.norm), kind(1))
names = {types.FunctionType: "function", types.MethodType: "method", type(len): "built-in"}
print(names[type(plain)], names[type(point.norm)], names[type(print)], names.get(type(gen)))

# What such a class makes comes from CPython.
bound = types.MethodType(Point.norm, point)
print(bound() is point, bound.__self__ is point, type(bound) is types.MethodType)
copy = types.FunctionType(plain.__code__, {}, "copy")
print(type(copy) is types.FunctionType, copy.__name__)
try:
    types.GeneratorType()
except TypeError as error:
    print(error)
print([name for name, value in vars(Point).items() if isinstance(value, types.FunctionType)])
try:
    type(iter(deque()))(1, 2, 3, 4)
except TypeError:
    print("refused")
