# `type(name, bases, namespace)` over a metaclass prepares nothing.
class NS(dict):
    def __setitem__(self, k, v):
        print("set", k); dict.__setitem__(self, k, v)
class M(type):
    @classmethod
    def __prepare__(m, n, b, **kw):
        print("prepare", n, kw)
        return NS()
    def __new__(m, n, b, ns, **kw):
        print("new", n, type(ns).__name__, kw)
        return type.__new__(m, n, b, dict(ns))
    def __init__(c, n, b, ns, **kw):
        print("init", n)
        type.__init__(c, n, b, ns)
class A(metaclass=M):
    x = 1
B = type("B", (A,), {"y": 2}, flag=1)
print(type(B), B.y, B.x)
C = type(A)("C", (A,), {"z": 2})
print(C.z, type(C).__name__)
print(B.__module__, C.__module__, B.__qualname__, B)
import abc
class Base(abc.ABC):
    @abc.abstractmethod
    def go(self): ...
D = type("D", (Base,), {"go": lambda self: ("went", self.n), "n": 4})
print(D().go(), D.__name__, D.__mro__[1].__name__, isinstance(D(), Base))
try: type("E", (Base,), {})()
except TypeError as e: print(e)
class Meta2(type):
    registry = {}
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        m.registry[name] = sorted(k for k in ns if not k.startswith("__"))
        return cls
    def __call__(cls, *a):
        print("making", cls.__name__, a)
        return super().__call__(*a)
class Model(metaclass=Meta2):
    def __init__(self, *a): self.a = a
    def __repr__(self): return f"{type(self).__name__}{self.a}"
X = type("X", (Model,), dict(f=1, g=lambda self: self.a))
x = X(1, 2)
print(x, x.g(), Meta2.registry, X.f, issubclass(X, Model))
Y = type(X)("Y", (X,), {"f": 2, "__module__": "mine", "__qualname__": "Out.Y"})
print(Y(3).f, Y.__module__, Y)
