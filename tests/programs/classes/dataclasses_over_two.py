# Fields of dataclasses that derive from two others come in the order of CPython, overridden ones too.
from dataclasses import dataclass, field, fields
@dataclass
class Base:
    x: int = 1
    y: int = 2
@dataclass
class A(Base):
    a: int = 3
@dataclass
class B(Base):
    x: float = 1.5
    b: list = field(default_factory=list)
@dataclass
class D(A, B):
    d: int = 9
@dataclass
class E(B, A):
    y: str = "e"
class P(A, B):
    pass
@dataclass
class Q(P):
    q: int = 0
@dataclass
class X:
    x: int
    def hi(self): return "X", self.x
@dataclass
class Y:
    y: int = 0
    def hi(self): return "Y", self.y
@dataclass
class Z(Y, X):
    z: int = 5
@dataclass(order=True)
class W(Y, A):
    pass
for o in (D(), E(), Q(), Z(1), W()):
    print(o, [(f.name, f.type) for f in fields(o)], type(o).__mro__[1].__name__)
print(Z(1).hi(), Z(1) == Z(1), W() < W(5), D(b=[1]).b)
