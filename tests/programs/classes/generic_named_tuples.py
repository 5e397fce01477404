# Named tuples with parameters, and calls of forms of typing.
from typing import NamedTuple, Generic, TypeVar
T = TypeVar("T")


class Pair(NamedTuple, Generic[T]):
    first: T
    second: T = None
    def swap(self):
        return Pair(self.second, self.first)


class IntPair(Pair[int]):
    pass
p = Pair(1, 2)
print(p, p.swap(), p._fields, p == (1, 2), p._replace(first=5), p._asdict(), Pair.__mro__[1:3])
print(IntPair(1, 2), Pair[int](3, 4), isinstance(p, tuple), isinstance(p, Generic))
a, b = p
print(a + b, Pair("x").first)

import typing as t
o5 = t.ChainMap[int, str]()
print(o5)
o6 = t.Deque[int]()
print(o6)
