def f(a, b=2):
    return ("f", a, b)
def g(a, b=3, *c):
    return ("g", a, b, c)
print(f(1))
f.__code__ = g.__code__
print(f(1), f(1, 5, 6), f.__name__, f.__defaults__)
def mk(n):
    def inner(x):
        return x + n
    return inner
def mk2(n):
    def other(x):
        return x * n
    return other
a = mk(10); b = mk2(7)
print(a(3), b(3))
a.__code__ = b.__code__
print(a(3), b(3))
try:
    f.__code__ = b.__code__
except ValueError as e:
    print(e)
try:
    f.__code__ = 3
except TypeError as e:
    print(e)
ns = {}
exec("def h(a, b=9, *, k=1):\n    'doc'\n    return ('h', a, b, k, VALUE)\n", ns)
VALUE = 77
f.__code__ = ns["h"].__code__
try:
    print(f(1))
except TypeError as e:
    print(e)
f.__kwdefaults__ = {"k": 5}
print(f(1), f(1, 2, k=3))
f.__defaults__ = (100,)
print(f(1))
try:
    f(1, 2, 3)
except TypeError as e:
    print(e)
import inspect
print(inspect.signature(f))
def gen():
    yield 1
def gen2():
    yield 2
    yield 3
class C:
    def m(self):
        return 1
gen.__code__ = gen2.__code__
print(list(gen()))
import types
print(types.FunctionType(g.__code__, globals(), "q", (1, 2))())
