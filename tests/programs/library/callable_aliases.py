from typing import ParamSpec, TypeVar
import collections.abc
P = ParamSpec('P'); T = TypeVar('T')
print(collections.abc.Callable[P, T])
print(collections.abc.Callable[P, T][[int], str])
print(collections.abc.Callable[[T], str][int])
print(collections.abc.Callable[..., T][int])
from typing import Concatenate
C = collections.abc.Callable
print(C[P, T].__parameters__, C[P, T].__args__)
for alias, item in [(C[P, int], (int, str)), (C[P, int], [int, str]), (C[P, int], ...), (C[P, T], ((), str)), (C[P, T], (int, str)), (C[[T], T], int), (C[[int], T], str),
                    (C[Concatenate[int, P], T], ([str], float)), (C[Concatenate[int, P], int], (str,)), (C[[int], str], int), (C[P, int], P), (C[P, T], (P, T)), (C[T, int] if 0 else C[[T], int], list[T])]:
    try:
        made = alias[item]
        print(alias, item, made, made.__args__, made.__parameters__)
    except TypeError as e:
        print(alias, item, e)
try: C[int, str]
except TypeError as e: print(e)
try: C[int]
except TypeError as e: print(e)
