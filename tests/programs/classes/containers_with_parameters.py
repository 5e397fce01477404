# Classes over built-in ones with parameters are as those without, whatever their annotations name.
from typing import List, Dict, Optional, Tuple, TypeVar, Generic
T = TypeVar("T")
class Stack(List[T]):
    limit: Optional[int] = None
    def push(self, x: Optional[T]) -> None:
        self.append(x)
    def top(self) -> T:
        return self[-1]
class Table(Dict[str, int]):
    name: Optional[str]
    def total(self) -> int:
        return sum(self.values())
class P(tuple[int, int]):
    unit: Optional[str] = "m"
    @property
    def x(self): return self[0]
class Both(list[int], Generic[T]):
    pass
s = Stack([1]); s.push(2); print(s, s.top(), Stack.limit, Stack.__mro__[1])
t = Table(a=1); t["b"] = 2; print(t, t.total(), Table.__bases__)
print(P((1, 2)).x, P.unit, Both([1]), Both[str]([2]), Stack[int]([3]).top())
