import math
from enum import IntEnum
class E(IntEnum):
    A = 2
    B = 3
print(pow(E.A, E.B), E.A ** E.B)
print(math.gcd(E.A, E.B), math.comb(E.B, E.A), round(3.14159, E.A), divmod(E.B, E.A))
class L:
    def __iter__(self): 
        print('iter'); return iter([1,2])
    def __len__(self): print('len'); return 2
    def __length_hint__(self): print('hint'); return 3
print(list(L()), )
print(tuple(L()), set(L()), sorted(L()), [*L()])
x = []; x.extend(L())
x += L()
class H:
    def __iter__(self): return iter([1,2])
    def __length_hint__(self): print('hint'); return 3
print(list(H()))
class BadLen:
    def __iter__(self): return iter([1,2])
    def __len__(self): return -1
try: list(BadLen())
except ValueError as e: print(e)
print(pow(E.A, 3, E.B), math.ldexp(1.5, E.B), pow(5, E.A, 7))
