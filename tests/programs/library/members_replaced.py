# Others in place of members of modules that need no CPython.
import bisect
import copy
import heapq
import itertools
import math
import operator
import time


def use():
    return math.sqrt(16), heapq.nsmallest(1, [3, 1]), copy.copy([1]), operator.add(1, 2), math.pi


math.sqrt = lambda x: "root"
heapq.nsmallest = lambda n, items: "least"
copy.copy = lambda x: "copied"
operator.add = lambda a, b: "added"
math.pi = 3
print(use(), bisect.bisect([1, 2], 1))
from math import pi, sqrt

print(sqrt(4), pi, math.floor(2.5))
slept = []
time.sleep = slept.append
for i in range(3):
    time.sleep(i * 0.5)
print(slept)
time.time = lambda: 1000
print(time.time() + 1)
itertools.count = lambda *args: iter([7])
print(next(itertools.count(5)))
math.doubled = lambda x: 2 * x
print(math.doubled(4))
