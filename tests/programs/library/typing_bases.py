from typing import Dict, List, Generic, TypeVar, Iterator
T = TypeVar("T")
class W(Dict[str, int]):
    def total(self): return sum(self.values())
w = W(); w["a"] = 2; w["b"] = 3
print(w.total(), w, isinstance(w, dict))
class L(List[int]):
    pass
print(L([1, 2]), len(L()))
class G(Generic[T]):
    def __init__(self, x: T): self.x = x
class H(G[int]): pass
print(H(3).x, H.__mro__[1].__name__)
class It(Iterator[int]):
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()))


# `Generic` leaves its place to generic classes behind it.
K = TypeVar("K")
V = TypeVar("V")
class Keeps(Generic[K]):
    def key(self): return "key"
class Gives(Generic[V]):
    def value(self): return "value"
class Both(Generic[K, V], Keeps[K], Gives[V]):
    pass
class Third(Both[str, int], G[int]):
    pass
print(Third(1).x, Third(2).key(), Third(3).value(), [c.__name__ for c in Third.__mro__[:4]])
