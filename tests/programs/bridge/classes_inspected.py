import inspect
from abc import ABC, abstractmethod


class C:
    """Text."""

    def __init__(self, a, b=2, *, c=3):
        self.a = a

    def m(self, x):
        return x


class D:
    pass


class E(C):
    pass


class A(ABC):
    @abstractmethod
    def f(self): ...


class B(A):
    def f(self):
        return 1


for cls in (C, D, E, A, B):
    print(cls.__name__, inspect.signature(cls), inspect.isabstract(cls))
print(inspect.getdoc(C))
print([name for name, _ in inspect.getmembers(C, inspect.isfunction)])
print([name for name, _ in inspect.getmembers(E(1), inspect.ismethod)])
print(C.__init__(C(5), 6), E(7).a)


class Python(type):
    pass


class Over(C, metaclass=Python):
    def __init__(self, x):
        super().__init__(x, c=x)


print(Over(3).a, inspect.signature(Over))
