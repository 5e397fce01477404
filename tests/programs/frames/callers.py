# stderr: exact
import sys, warnings, logging, inspect, traceback, collections

def where():
    f = sys._getframe(1)
    return f.f_code.co_name, f.f_lineno, f.f_globals['__name__']

def outer():
    return where()

print(outer())
print(where())

def chain():
    out = []
    f = sys._getframe()
    while f is not None:
        out.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return out

def g(n):
    if n == 0:
        return chain()
    return g(n - 1)
print(g(3))
print([chain() for i in range(1)])
print(list(map(lambda x: chain(), [1])))

class A:
    print(chain())
    def m(self):
        return chain()
print(A().m())
def gen():
    yield chain()
    x = yield from inner()
    yield chain()
def inner():
    yield chain()
    yield 4
for c in gen():
    print(c)
def old():
    warnings.warn("old is old", DeprecationWarning, stacklevel=2)
    warnings.warn("here")
old()
logging.basicConfig(format="%(funcName)s:%(lineno)d %(message)s")
def work():
    logging.warning("hello")
work()
logging.warning("mod")
print(inspect.currentframe().f_lineno)
def deco():
    print([(f.function, f.lineno, f.code_context) for f in inspect.stack()])
deco()
def pr():
    traceback.print_stack()
    print(len(traceback.extract_stack()), traceback.extract_stack()[-1].name)
pr()
P = collections.namedtuple("P", "a b")
print(P.__module__)
def srt():
    return sorted([3, 1], key=lambda v: (print(chain()), v)[1])
srt()
f = None
def keep():
    global f
    f = sys._getframe()
    return 1
keep()
print(f.f_code.co_name, f.f_back.f_code.co_name, f.f_locals)
import functools
@functools.singledispatch
def sd(x):
    return [name for name, _ in chain()]
print(sd(1))


async def waits():
    return chain()


async def main():
    return await waits()


import asyncio

print([name for name, line in asyncio.run(main())][:2])


class Frozen(Exception):
    pass


def caught():
    try:
        raise Frozen("x")
    except Frozen:
        return chain()


print(caught())


def deep(n):
    if n:
        return deep(n - 1)
    return sys._getframe(5).f_lineno


print(deep(10))


def generator(n):
    yield sys._getframe().f_back.f_code.co_name
    if n:
        yield from generator(n - 1)
        yield chain()


def draws():
    return [item for item in generator(3)]


for item in draws():
    print(item)
it = generator(1)


def first():
    return next(it)


def second():
    return next(it)


print(first(), second(), first())
