from collections import *

print(Counter("aab"), UserDict({1: 2}), deque([1]))
P = namedtuple("P", "a b")
print(P(1, 2))
