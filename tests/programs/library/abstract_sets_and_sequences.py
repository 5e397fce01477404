from collections.abc import Mapping, MutableSet, Sequence, Iterator, Sized, Set
class OrderedSet(MutableSet):
    def __init__(self, items=None):
        self.map = {}
        if items is not None: self |= items
    def __len__(self): return len(self.map)
    def __contains__(self, k): return k in self.map
    def add(self, k): self.map[k] = None
    def discard(self, k): self.map.pop(k, None)
    def __iter__(self): return iter(self.map)
    def __reversed__(self): return reversed(self.map)
    def pop(self, last=True):
        if not self: raise KeyError('set is empty')
        k = next(reversed(self)) if last else next(iter(self))
        self.discard(k); return k
    def __repr__(self): return f"{type(self).__name__}({list(self)!r})"
    def __eq__(self, o):
        if isinstance(o, OrderedSet): return len(self) == len(o) and list(self) == list(o)
        return set(self) == set(o)
s = OrderedSet('abracadabra'); t = OrderedSet('simsalabim')
print(s | t, s & t, s - t, s ^ t, s.pop(), s, s == set("abrc"), s == OrderedSet("abrc"), s < t, s.isdisjoint("xyz"))
s |= "zz"; s -= "a"; print(s, {"q", "b"} & s, sorted({"q", "b"} | s), s <= {"b", "r", "c", "z", "1"}, list(reversed(s)))
anyv = [s, t, [1], "ab", {1: 2}, 3]
for v in anyv:
    print(isinstance(v, Set), isinstance(v, Sized), len(v) if isinstance(v, Sized) else None, isinstance(v, (Sequence, Mapping)))
class Chunks(Sequence):
    def __init__(self, data, n): self.data = data; self.n = n
    def __len__(self): return -(-len(self.data) // self.n)
    def __getitem__(self, i):
        if isinstance(i, slice): return [self[j] for j in range(*i.indices(len(self)))]
        if i < 0: i += len(self)
        if not 0 <= i < len(self): raise IndexError("chunk index out of range")
        return self.data[i * self.n:(i + 1) * self.n]
c = Chunks("abcdefgh", 3)
print(list(c), c[-1], c[0:2], len(c), "def" in c, c.index("gh"), c.count("abc"), list(reversed(c)), [x for x in c if "b" in x])
try: c[9]
except IndexError as e: print(e)
try: c.index("zz")
except ValueError as e: print(repr(e))
for a, b in zip(c, range(9)): print(a, b, end=";")
print()
class Peek(Iterator):
    def __init__(self, it): self.it = iter(it); self.buf = []
    def __next__(self):
        if self.buf: return self.buf.pop()
        return next(self.it)
    def peek(self):
        if not self.buf: self.buf.append(next(self.it))
        return self.buf[-1]
p = Peek([1, 2, 3]); print(p.peek(), next(p), p.peek(), list(p), list(p))
def proc(x):
    if isinstance(x, Mapping): return {k: proc(v) for k, v in x.items()}
    if isinstance(x, Sequence) and not isinstance(x, str): return [proc(v) for v in x]
    return x
print(proc({"a": [1, (2, "x")], "b": {"c": Chunks([1, 2, 3], 2)}}))
class Weird(Sequence):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i == 1: raise ValueError("boom")
        return i
try:
    for x in Weird(): print(x)
except ValueError as e: print(e)
try: print(5 in Weird())
except ValueError as e: print(e)
def gen():
    for x in Chunks([1, 2, 3, 4], 2):
        got = yield x
        if got: print("got", got)
g = gen(); print(next(g), g.send("hey")); g.close()
it = iter(c); print(next(it), next(it), next(it), next(it, "end"), next(it, "end"))
print(sum(len(x) for x in c), max(c), sorted(c, key=len), dict(enumerate(c)), tuple(c)[1:], [*c, *c][3], ",".join(c))
