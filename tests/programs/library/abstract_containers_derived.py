# exit: 1
# stderr-last: KeyError: 'b'
from collections.abc import Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet, Iterator, Iterable, Sized, Generator, Callable, Hashable, Collection, Container, Reversible
class M(Mapping):
    def __init__(self, d): self.d = dict(d)
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M({"a": 1, "b": 2})
print(m["a"], m.get("a"), m.get("z"), m.get("z", 5), "a" in m, "z" in m, list(m), len(m), m.items().__class__, list(m.items()), list(m.values()), dict(m), {**m})
print(m == {"a": 1, "b": 2}, m == M({"a": 1}), m != {"a": 1}, m == 3, {"a": 1, "b": 2} == m)
print(m.keys() & {"a", "q"}, m.keys() | ["z"] == {"a", "b", "z"}, "a" in m.keys(), ("a", 1) in m.items(), ("a", 2) in m.items(), 2 in m.values(), 7 in m.values(), len(m.values()))
print(sorted(m.keys() - {"a"}), m.keys() == {"a", "b"}, m.keys() <= {"a", "b", "c"}, m.items() ^ {("a", 1)} , m.keys().isdisjoint({"x"}))
try: hash(m)
except TypeError as e: print(e)
try: reversed(m)
except TypeError as e: print(e)
try: m["q"]
except KeyError as e: print(repr(e))
try: m["a"] = 1
except TypeError as e: print(e)
print(bool(m), bool(M({})))
class MM(MutableMapping):
    def __init__(self, *a, **k):
        self.d = {}
        self.update(*a, **k)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def __repr__(self): return f"MM({self.d})"
x = MM({"a": 1}, b=2)
x.update([("c", 3)]); x.update(m); x.update(MM(z=26)); x.update(k=4)
print(x, x.pop("a"), x.pop("nope", None), x.setdefault("q", 9), x.setdefault("q", 10), x.popitem(), x)
try: x.pop("nope")
except KeyError as e: print(repr(e), e.__context__)
del x["b"]
try: del x["b"]
except KeyError as e: print(repr(e))
x.clear(); print(x, len(x))
try: x.popitem()
except KeyError as e: print(repr(e), e.__context__, e.__suppress_context__)
for bad in (5, [1], [(1,)], [(1, 2, 3)], None):
    try: x.update(bad)
    except (TypeError, ValueError) as e: print(type(e), e)
class Part(Mapping):
    def __getitem__(self, k): return 1
try: Part()
except TypeError as e: print(e)
class One(Mapping):
    def __getitem__(self, k): return super().__getitem__(k)
    def __iter__(self): return iter(())
    def __len__(self): return 0
try: One()[3]
except KeyError as e: print(repr(e))
print(One().get(1, "d"))
class S(Sequence):
    def __init__(self, x): self.x = x
    def __len__(self): return len(self.x)
    def __getitem__(self, i): return self.x[i]
s = S([3, 1, 3, 2])
print(list(s), 3 in s, 9 in s, list(reversed(s)), s.index(1), s.count(3), s.index(3, 1), s.index(3, -2), s[1:], sum(s), sorted(s), max(s), tuple(s), [*s], set(s))
for a in ((9,), (3, 3), (1, 0, 1), (3, 0, -2)):
    try: print(s.index(*a))
    except ValueError as e: print(repr(e))
i = iter(s); print(next(i), next(i), type(i))
a, *b = s; print(a, b)
for k, v in enumerate(s): print(k, v, end=" ")
print(list(zip(s, s)), isinstance(s, Iterable), isinstance(s, Reversible), isinstance(s, Collection))
class Loud(Sequence):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError(i)
        print("get", i)
        return i
for q in Loud(3):
    if q == 1:
        continue
    print(q)
try:
    for q in Loud(3):
        [][q]
except IndexError as e: print("outer", e)
class MS(MutableSequence):
    def __init__(self, *a): self.x = list(a)
    def __len__(self): return len(self.x)
    def __getitem__(self, i): return self.x[i]
    def __setitem__(self, i, v): self.x[i] = v
    def __delitem__(self, i): del self.x[i]
    def insert(self, i, v): self.x.insert(i, v)
    def __repr__(self): return f"MS{self.x}"
y = MS(1, 2, 3)
y.append(4); y.extend([5, 6]); y += (7,); y.reverse(); print(y, y.pop(), y.pop(0), y); y.remove(4); print(y); y.extend(y); print(y); y.clear(); print(y)
try: y.pop()
except IndexError as e: print(e)
try: y.remove(3)
except ValueError as e: print(repr(e))
class St(Set):
    def __init__(self, it): self.e = list(dict.fromkeys(it))
    def __iter__(self): return iter(self.e)
    def __len__(self): return len(self.e)
    def __contains__(self, v): return v in self.e
    def __hash__(self): return self._hash()
    def __repr__(self): return f"St({self.e})"
a = St("abcab"); b = St("bcd")
print(a & b, a | b, a - b, a ^ b, a <= b, a < a, a >= St("ab"), a > St("ab"), a == St("cba"), a == {"a", "b", "c"}, a != b, a.isdisjoint("xyz"), a & "ab", {"a"} | a, {"a", "z"} - a, hash(St([1, 2, 3])) == hash(frozenset([1, 2, 3])), hash(a) == hash(St("cab")))
try: a | 3
except TypeError as e: print(e)
try: a < 3
except TypeError as e: print(e)
class Mu(MutableSet):
    def __init__(self, it=()): self.e = set(it)
    def __iter__(self): return iter(sorted(self.e))
    def __len__(self): return len(self.e)
    def __contains__(self, v): return v in self.e
    def add(self, v): self.e.add(v)
    def discard(self, v): self.e.discard(v)
    def __repr__(self): return f"Mu({sorted(self.e)})"
u = Mu([1, 2, 3]); u |= [4, 5]; print(u); u &= [1, 2, 4]; print(u); u -= {1}; print(u); u ^= {2, 9}; print(u); u.remove(9); print(u, u.pop(), u)
try: u.remove(100)
except KeyError as e: print(repr(e))
u ^= u; print(u); u |= {1}; u -= u; print(u); u.clear(); print(u)
try: u.pop()
except KeyError as e: print(repr(e))
class It(Iterator):
    def __init__(self, n): self.n = n
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(4)), iter(It(1)), isinstance(It(1), Iterator)) if 0 else print(list(It(4)), sum(It(5)), next(It(3)), isinstance(It(1), Iterator))
class G(Generator):
    def __init__(self): self.n = 0
    def send(self, v):
        self.n += 1
        if self.n > 3: raise StopIteration
        return v, self.n
    def throw(self, typ, val=None, tb=None):
        return super().throw(typ, val, tb)
g = G(); print(next(g), g.send(5), list(g)); g.close()
try: g.throw(ValueError("x"))
except ValueError as e: print(repr(e))
try: g.throw(KeyError)
except KeyError as e: print(repr(e))
class Co(Callable):
    def __call__(self, x): return x + 1
print(Co()(2), list(map(Co(), [1, 2])))
class H(Hashable):
    def __hash__(self): return 7
print(hash(H()), {H(): 1}.__len__())
class Typed(MutableMapping[str, int]):
    def __init__(self): self.d = {}
    def __getitem__(self, k: str) -> int: return self.d[k]
    def __setitem__(self, k: str, v: int) -> None: self.d[k] = v
    def __delitem__(self, k: str) -> None: del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
t = Typed(); t["x"] = 1; t.update(y=2); print(dict(t), Typed.__mro__, Typed.__bases__)
match m:
    case {"a": z, **rest}: print("map", z, rest)
match s:
    case [p, *q]: print("seq", p, q)
match x:
    case Mapping(): print("is mapping")
match 5:
    case Mapping(): print("no")
    case Hashable(): print("hashable")
def kind(v):
    if isinstance(v, Mapping): return "mapping"
    if isinstance(v, str): return "str"
    if isinstance(v, Sequence): return "sequence"
    if isinstance(v, Iterable): return "iterable"
    if callable(v): return "callable"
    return "other"
print([kind(v) for v in (m, {}, "x", [], s, (), {1}, gen if 0 else kind, 4, None, It(1), range(3))])
def flat(v):
    for i in v:
        if isinstance(i, Iterable) and not isinstance(i, (str, bytes)):
            yield from flat(i)
        else:
            yield i
print(list(flat([1, [2, (3, "ab")], S([4, S([5])]), {6}, m])))
