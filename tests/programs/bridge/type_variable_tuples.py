from typing import *
import collections.abc
Ts = TypeVarTuple('Ts'); T = TypeVar('T'); T2 = TypeVar('T2'); P = ParamSpec('P')
for A in (tuple, list, dict):
    B = A[Ts]
    try: print(B[int, str])
    except TypeError as e: print(e)
    B = A[T, *Ts, str, T2]
    for args in [(int, *Ts), (int, *Ts, *Ts), (int, float), (int, float, str, bool), int]:
        try: print(B[args])
        except TypeError as e: print(e)
    B = A[P, T]
    for args in [([int, str], float), (int, str), (..., int)]:
        try: print(B[args], type(B[args]).__name__)
        except TypeError as e: print(e)
print(collections.abc.Callable[P, T][[int], str])
