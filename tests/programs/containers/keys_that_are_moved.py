# Keys whose equality moves them, and keys that are where they are moved to.
from collections import OrderedDict
o = OrderedDict()
depth = 0
class K:
    def __init__(s, n): s.n = n
    def __hash__(s): return 1
    def __eq__(s, k):
        global depth
        depth += 1
        if depth < 50 and s.n > 1:
            o.move_to_end(first)
        return s.n % 10 == k.n % 10
first = K(1)
o[first] = 1
o[K(2)] = 2
print(o[K(12)], o[K(11)], [k.n for k in o])
p = OrderedDict.fromkeys("abc")
for key in "caba":
    p.move_to_end(key)
    print("".join(p), end=" ")
for key in "cacb":
    p.move_to_end(key, last=False)
    print("".join(p), end=" ")
print()
for x in iter(p):
    p.move_to_end("a")
print("".join(p), len(p))
s = set(frozenset((3, -1, 8)))
print(s | s, (s | s).pop(), frozenset(s) | frozenset(s))
