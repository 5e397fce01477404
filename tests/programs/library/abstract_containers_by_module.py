import collections.abc
import collections
from collections import abc
class A(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
class B(abc.Mapping):
    def __len__(self): return 0
    def __getitem__(self, k): raise KeyError(k)
    def __iter__(self): return iter(())
print(list(A()), dict(B()), isinstance([], collections.abc.Sequence), isinstance({}, abc.Mapping), collections.Counter("aab"), collections.abc.Sequence)
class C(collections.UserDict): pass
c = C(a=1); print(c, collections.ChainMap(c, {"b": 1})["b"])
