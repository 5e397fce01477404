from abc import ABC, ABCMeta, abstractmethod
from collections.abc import Hashable, MutableMapping, Sequence, Iterable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

class D(dict, ABC):
    @abstractmethod
    def f(self): ...
class D2(D):
    def f(self): return len(self)
d = D2(a=1); print(d.f(), isinstance(d, dict), isinstance(d, MutableMapping), type(D2), d)
class I(int, ABC): pass
print(I(5) + 1, isinstance(I(5), I), isinstance(5, I))
class E(Exception, ABC): pass
try: raise E("x")
except E as e: print(repr(e), isinstance(e, E))
@dataclass
class Shape(ABC):
    name: str
    tags: list = field(default_factory=list)
    @abstractmethod
    def area(self) -> float: ...
@dataclass
class Sq(Shape):
    s: float = 1.0
    def area(self): return self.s ** 2
print(Sq("a", s=3), Sq("a").area(), Sq("a") == Sq("a"))
try: Shape("x")
except TypeError as e: print(e)
class Repo(ABC):
    @abstractmethod
    def get(self, k: str) -> int: ...
    @classmethod
    @abstractmethod
    def make(cls) -> object: ...
    @staticmethod
    @abstractmethod
    def kind() -> str: ...
    @property
    @abstractmethod
    def size(self) -> int: ...
class Mem(Repo):
    def __init__(self): self.d = {"a": 1}
    def get(self, k): return self.d[k]
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def kind(): return "mem"
    @property
    def size(self): return len(self.d)
m = Mem.make(); print(m.get("a"), m.kind(), m.size, isinstance(m, Repo), issubclass(Mem, Repo), sorted(Repo.__abstractmethods__))
try: Repo()
except TypeError as e: print(e)
class P(NamedTuple):
    x: int
    y: int
print(isinstance(P(1, 2), Sequence), isinstance(P(1, 2), Hashable))
class Reg(ABC):
    known = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        Reg.known.append((cls.__name__, kw))
class R1(Reg, tag=3): pass
class R2(R1): pass
print(Reg.known)
class Mixin:
    def hello(self): return "hi " + self.name()
class Greeter(Mixin, metaclass=ABCMeta):
    @abstractmethod
    def name(self): ...
class Bob(Greeter):
    def name(self): return "bob"
print(Bob().hello(), Greeter.__mro__)
def local():
    class L(ABC):
        @abstractmethod
        def q(self): ...
    class K(L):
        def q(self): return 1
    try: L()
    except TypeError as e: print(e)
    return K().q(), isinstance(K(), L), isinstance(3, L)
print(local())
class LM(MutableMapping):
    __slots__ = ("d",)
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
l = LM(); l["q"] = 1
try: l.zzz = 3
except AttributeError as e: print(e)
def take(**kw): return kw
print(take(**l), [*l], {**l}, dict(l.items()), "%(q)s" % l, "{q}".format_map(l), l | {} if hasattr(l, "__or__") else "no or")
print(sorted(l), min(l), list(map(str, l)), any(l), len(l), bool(l), l == {"q": 1}, {"q": 1} == l, l != {})
T2 = type("T2", (Sequence,), {"__len__": lambda s: 1, "__getitem__": lambda s, i: [7][i]})
print(list(T2()), type(T2), T2.__name__, isinstance(T2(), Sequence))
try: type("T3", (Sequence,), {})()
except TypeError as e: print(e)
f: Callable[[int], int] = lambda x: x
print(isinstance(f, Callable), f(3))
class NoSub:
    __iter__ = None
print(isinstance(NoSub(), Iterable), hasattr(Mapping, "register"), Mapping.register)if 0 else print(isinstance(NoSub(), Iterable))
class A1(ABC): pass
A1.x = 5; print(A1.x, A1().x, A1.__name__, A1.__module__, A1.__doc__, repr(A1))
import copy
print(copy.copy(Bob()).hello(), copy.deepcopy(l).d)
