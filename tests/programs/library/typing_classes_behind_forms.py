import decimal
from typing import Mapping, Sequence, Hashable, Iterable, Callable, AbstractSet, Sized, List
print(isinstance({}, Mapping), isinstance([], Sequence), isinstance(3, Hashable), isinstance(3, Iterable), issubclass(dict, Mapping))
def f(x):
    if isinstance(x, (Mapping, Sized)): return 1
print(f({}), decimal.Decimal(3))
F = Mapping
print(isinstance({}, F))
