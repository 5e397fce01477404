from math import sqrt, floor, gcd, pi, hypot
import math, heapq, bisect, copy
from heapq import heappush, heappop, heapify, nlargest
from bisect import bisect_left, insort
from copy import deepcopy
from time import time, perf_counter
def f(n):
    s = 0.0
    for i in range(n):
        s += sqrt(i) + hypot(i, 1)
    return s
print(f(1000), floor(2.7), gcd(12, 18), pi)
h = []
for x in [5, 1, 4, 2]:
    heappush(h, x)
print([heappop(h) for _ in range(4)])
def dij(g, s):
    dist = {s: 0}
    pq = [(0, s)]
    while pq:
        d, u = heapq.heappop(pq)
        if d > dist[u]:
            continue
        for v, w in g[u]:
            nd = d + w
            if v not in dist or nd < dist[v]:
                dist[v] = nd
                heapq.heappush(pq, (nd, v))
    return dist
print(dij({"a": [("b", 1), ("c", 4)], "b": [("c", 2)], "c": []}, "a"))
xs = [1, 3, 5]
insort(xs, 4)
print(xs, bisect_left(xs, 3), bisect.bisect(xs, 3), bisect.bisect_right(xs, 9, 0, 2))
a = [[1, 2], [3]]
b = deepcopy(a)
b[0].append(5)
print(a, b, nlargest(2, xs))
class Item:
    def __init__(self, p, n):
        self.p = p
        self.n = n
    def __lt__(self, o):
        return self.p < o.p
q = []
heappush(q, Item(3, "c")); heappush(q, Item(1, "a"))
print(heappop(q).n)
try:
    heappop([])
except IndexError as e:
    print(e)
try:
    sqrt(-1)
except ValueError as e:
    print(e)
try:
    heappush(q, 3)
except TypeError as e:
    print(e)
t = time()
print(time() >= t, list(map(sqrt, [1, 4])), sqrt.__name__)
try:
    bisect_left(3, 4)
except TypeError as e:
    print(e)
m = [[0] * 3 for _ in range(2)]
c = copy.copy(m)
c[0][0] = 1
print(m, c)
def try_import():
    try:
        from math import isqrt
    except ImportError:
        isqrt = None
    return isqrt(17)
print(try_import())
f2 = math.sqrt
print(f2(16), sorted([4, 1], key=sqrt))
