"""Tuples, named tuples and classes derived from them: compared with each other, in heaps, sorted."""
import heapq
from collections import namedtuple
from typing import NamedTuple
A = namedtuple("A", "x y")
class B(NamedTuple):
    x: object
    y: object
class L(NamedTuple):
    x: int
    y: int
    def __lt__(self, other): return self.y < other[1]
class Q(namedtuple("Q", "x y")):
    def __eq__(self, other): return True
    def __hash__(self): return 1
class W(NamedTuple):
    x: int
    def __eq__(self, other): return "equal"
    def __ne__(self, other): return ["unequal"]
    def __lt__(self, other): return None
    def __contains__(self, item): return item == "all"
print(W(1) == W(2), W(1) != W(2), W(1) < W(2), (1,) == W(2), W(1) == 3, "all" in W(1), 1 in W(1))
class T(tuple): pass
class R(tuple):
    def __gt__(self, other): return "R"
vals = [A(1, 2), B(1, 2), (1, 2), T((1, 2)), A(1, 3), B(1.0, float("nan")), (1, float("nan")), A("a", 2), ("a", 2), A((1, 2), 3), ((1, 2), 3), ((1, 2.5), 3),
        A(A(1, 2), 3), (A(A(1, 2), 1), 0), (A(A(1, 2), 1), 1), L(5, 1), L(1, 5), Q(1, 2), Q(9, 9), (1,), A(None, 1), (None, 1), (2**70, 1), A(2**70, 2), (True, 2), R((1, 2)), (1, [2])]
def tri(f):
    try:
        return f()
    except (TypeError, IndexError) as e:
        return str(e)
for a in vals:
    for b in vals:
        print(tri(lambda: a == b), tri(lambda: a != b), tri(lambda: a < b), tri(lambda: a <= b), tri(lambda: a > b), tri(lambda: a >= b), end=";")
    print()
pts = [A(i * 7 % 5, i * 3 % 7) for i in range(40)]
h = []
for i, p in enumerate(pts):
    heapq.heappush(h, (i * 5 % 11, p))
print([heapq.heappop(h) for _ in range(40)])
print(sorted(pts)[:9], min(pts), max(pts), sorted([L(i, -i) for i in range(6)]), sorted([L(i, i * 3 % 5) for i in range(6)]))
h = [L(i, i * 3 % 5) for i in range(9)]
heapq.heapify(h)
print(h)
A.__lt__ = lambda a, b: a[0] > b[0]
print(sorted(pts)[:9], A(1, 2) < A(2, 1), min(pts))
del A.__lt__
print(sorted(pts)[:9])
print(A(1, 2) in {(1, 2): 3}, {A(1, 2): 5}[B(1, 2)], [(1, 2), A(3, 4)].index(B(3, 4)), [A(1, 2)].count((1, 2)), A(1, 2) in [(1, 2)])
