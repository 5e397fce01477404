from typing import Protocol, runtime_checkable
@runtime_checkable
class HasArea(Protocol):
    def area(self) -> float: ...
@runtime_checkable
class Named(Protocol):
    name: str
    def hello(self): return "hi " + self.name
class Sq:
    def area(self): return 4
class P:
    def __init__(self): self.name = "p"
    def hello(self): return 1
class Q(Named):
    name = "q"
class Closer(Protocol):
    def close(self): ...
for x in (Sq(), P(), Q(), 3, "s", None, Sq, [1]):
    print(isinstance(x, HasArea), isinstance(x, Named))
print(Q().hello())
try: issubclass(P, Named)
except TypeError as e: print(e)
try: isinstance(3, Closer)
except TypeError as e: print(e)
try: Closer()
except TypeError as e: print(e)
try: HasArea()
except TypeError as e: print(e)
print(HasArea.__mro__, HasArea._is_protocol, Q.__mro__)
