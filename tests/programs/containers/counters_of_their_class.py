"""Counters and frozen dataclasses in one program; copies of counters are of their class."""
from collections import Counter
import copy
from dataclasses import dataclass
@dataclass(frozen=True)
class F:
    x: int
    y: int
class E:
    def __init__(self, a): self.a = a
    def __eq__(self, o): return self.a == o.a
    def __hash__(self): return self.a
c = Counter()
n = 0
d = {}
for i in range(10):
    c[F(i % 3, 1)] += 1
    d[E(i % 4)] = i
    n += F(i, i).x
print(c.most_common(2), n, len(d), c.copy() == c, type(c.copy()).__name__, copy.copy(c) == c)
class Mine(Counter): pass
m = Mine("aab")
print(m.copy(), type(m.copy()).__name__, copy.deepcopy(m), type(m + m).__name__)
