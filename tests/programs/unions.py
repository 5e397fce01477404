"""Unions of classes (`int | str`); classes derived from property and bytearray."""

print(isinstance(3, int | str), isinstance("a", int | None), isinstance(2.5, int | str))
X = int | str
print(X, isinstance(3, X))
def f(x: int | None = None) -> "list[int] | None": return x
print(f(3))
import typing
print(isinstance(3, typing.Union[int, str]))
from abc import ABC, abstractmethod
class A(ABC):
    def __init__(self): self.x = 1
    @abstractmethod
    def m(self): ...
class B(A):
    def __init__(self):
        super(B, self).__init__()
        self.y = 2
    def m(self): return super(B, self).m()
b = B(); print(b.x, b.y, b.m())
class P(property):
    def __get__(self, o, t=None): return ("P", super().__get__(o, t))
class Q:
    @P
    def z(self): return 5
print(Q().z)
class BA(bytearray):
    def hello(self): return len(self)
print(BA(b"abc").hello(), BA(b"abc") + b"d")
