import functools, inspect, typing
def f(a, b: int = 2, /, c: "str" = 'x', *args: float, d, e: list = None, **kw: dict) -> bool:
    """Doc of f"""
    z = 3
    return a
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)
print(f.__annotations__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames[:7], c.co_flags & 0x2c, c.co_firstlineno, c.co_filename.endswith('function_introspection.py'))
print(f.__closure__, f.__dict__)
f.attr = 3
print(f.__dict__, f.attr)
print(inspect.signature(f))
def outer(x):
    y = 2
    def inner(z): return x + y + z
    return inner
i = outer(5)
print([c.cell_contents for c in i.__closure__], i.__code__.co_freevars, i.__qualname__)
print(i.__globals__ is globals(), f.__globals__['f'] is f)
class P:
    def m(self, a: int) -> 'P':
        "mdoc"
        return self
    @staticmethod
    def s(a: int): pass
    @classmethod
    def cm(cls, q=1): pass
print(P.m.__annotations__, inspect.signature(P.m), inspect.signature(P().m), inspect.signature(P.s), inspect.signature(P.cm))
print(typing.get_type_hints(P.m), typing.get_type_hints(f))
@functools.singledispatch
def sd(x): return 'obj'
@sd.register
def _(x: int): return 'int'
@sd.register
def _(x: list): return 'list'
@sd.register(str)
def _(x): return 'str'
print(sd(1), sd([]), sd('a'), sd(1.5))
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k): return fn(*a, **k)
    return w
@deco
def g(x: int, y: str = 'q') -> None:
    "gdoc"
print(g.__name__, g.__doc__, g.__wrapped__.__name__, inspect.signature(g), g.__annotations__)
f.__defaults__ = (9, 'zz')
print(inspect.signature(f))
lam = lambda q, *r: q
print(lam.__name__, lam.__code__.co_name, inspect.signature(lam), lam.__annotations__)
print(inspect.isfunction(f), inspect.ismethod(P().m), inspect.getdoc(f), inspect.getfullargspec(outer))
print(type(f).__name__, callable(f), inspect.isgeneratorfunction(f))
def enforce(fn):
    hints = fn.__annotations__
    def w(*args):
        for a, (n, t) in zip(args, hints.items()):
            if not isinstance(a, t): raise TypeError(f"{n} must be {t.__name__}")
        return fn(*args)
    return w
@enforce
def add(a: int, b: int): return a + b
print(add(1, 2))
try: add(1, 'x')
except TypeError as e: print(e)
class Node:
    nxt: 'Node'
    val: int = 3
    items: typing.List[int]
print(Node.__annotations__)
print(typing.get_type_hints(Node))
from typing import Optional, List, Dict
def h(a: Optional[int], b: List[str], c: Dict[str, int] = {}) -> Optional[Node]: ...
print(h.__annotations__)
f.__name__ = 'ff'; print(f.__name__, f)if False else None
del f.attr
try: f.attr
except AttributeError as e: print(e)
try: f.__defaults__ = 3
except TypeError as e: print(e)
try: f.__name__ = 3
except TypeError as e: print(e)
try: f.__code__ = 3
except TypeError as e: print(e)
try: f.__dict__ = 3
except TypeError as e: print(e)
try: f.__globals__ = 3
except AttributeError as e: print(e)
m = P().m
print(m.__self__.__class__.__name__, m.__func__ is P.m, m.__name__, m.__doc__)
x: int = 3
print(__annotations__)

# Texts of what is built in.
print(len.__doc__)
print(str.upper.__doc__, [].append.__doc__)
print(int.__doc__[:18], ValueError.__doc__, None.__doc__)
print(staticmethod(len), classmethod(len))


class Wrapped:
    def __init__(self, function):
        self.function = function
        functools.update_wrapper(self, function)


class Kept(property):
    def __get__(self, instance, owner=None):
        return "of the class" if instance is None else self.fget(instance)


class Described:
    @Kept
    def __doc__(self):
        return "of the instance"


@Wrapped
def wrapped():
    "A wrapped text."


@functools.lru_cache
def cached():
    "A cached text."


print(inspect.getdoc(wrapped), inspect.getdoc(cached), inspect.getmodule(cached).__name__)
print(inspect.getdoc(Described), inspect.getdoc(Described()))
members = dict(inspect.getmembers(wrapped.function))
print(len(members), members["__eq__"](wrapped.function), members["__repr__"]()[:17])


class Own(inspect.Signature):
    """What a class derived from `Signature` makes is of that class."""

    @classmethod
    def from_callable(cls, function):
        made = super().from_callable(function)
        print(type(made).__name__, cls.__name__, made)
        return made


class Maker:
    def method(self, a, /, b: int = 3, *rest, c, **more) -> str: ...

    @staticmethod
    def static(x=()): ...


for function in (Maker.method, Maker().method, Maker.static, lambda x, y=1: x):
    Own.from_callable(function)
print(hasattr(Maker.method, "__signature__"), inspect.getfullargspec(Maker.method))

from types import CodeType, FunctionType, GeneratorType

print([name for name in ("co_qualname", "co_linetable", "co_none") if hasattr(CodeType, name)])
print(hasattr(FunctionType, "__kwdefaults__"), hasattr(GeneratorType, "gi_code"), CodeType.co_argcount)
