# Protocols with parameters that can be asked for while the program runs.
from typing import Protocol, Generic, TypeVar, runtime_checkable
T = TypeVar("T")
@runtime_checkable
class P(Protocol, Generic[T]):
    attr: T
class C:
    attr: int = 1
print(isinstance(C(), P))
