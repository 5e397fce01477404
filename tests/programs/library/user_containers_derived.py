from collections import UserDict, UserList
from collections.abc import Mapping
import json
class Config(UserDict):
    def __getattr__(self, name):
        try: return self.data[name]
        except KeyError: raise AttributeError(name) from None
c = Config(host="h", port=3); c["x"] = [1, 2]
print(c.host, c.port, json.dumps(c.data), json.dumps(dict(c)), "host" in c)
try: c.nope
except AttributeError as e: print(e)
class Matrix(UserList):
    def __mul__(self, o): return Matrix([x * o for x in self.data])
    def __matmul__(self, o): return sum(a * b for a, b in zip(self, o))
print(Matrix([1, 2]) * 3, Matrix([1, 2]) @ Matrix([3, 4]), Matrix([3, 1])[0], sorted(Matrix([3, 1])), Matrix([1]) + [2])
class Multi(UserDict):
    def __setitem__(self, k, v): self.data.setdefault(k, []).append(v)
m = Multi(); m["a"] = 1; m["a"] = 2; m.update({"b": 3}, c=4); print(m, m.get("zz"), m.items(), list(m.values()))
class Frozen(Mapping):
    def __init__(self, *a, **k): self._d = dict(*a, **k); self._h = None
    def __getitem__(self, k): return self._d[k]
    def __iter__(self): return iter(self._d)
    def __len__(self): return len(self._d)
    def __hash__(self):
        if self._h is None: self._h = hash(frozenset(self._d.items()))
        return self._h
    def __repr__(self): return f"Frozen({self._d!r})"
    def set(self, k, v): return Frozen({**self, k: v})
f = Frozen(a=1); g = f.set("b", 2); print(f, g, hash(f) == hash(Frozen(a=1)), f == Frozen(a=1), {f: 1}[Frozen({"a": 1})], dict(g), sorted(g.items()), g.keys() - f.keys())
def walk(t, depth=0):
    for k, v in t.items():
        if isinstance(v, Mapping): yield from walk(v, depth + 1)
        else: yield depth, k, v
print(list(walk({"a": 1, "b": {"c": 2, "d": Frozen(e=3)}})))
try: Frozen()["q"]
except KeyError as e: print("KeyError", e)
try: f["a"] = 2
except TypeError as e: print(e)
try: del f["a"]
except TypeError as e: print(e)
class Tree(UserDict):
    def __missing__(self, k):
        self[k] = v = Tree()
        return v
t = Tree(); t["a"]["b"]["c"] = 1; print(t)
import contextlib, io
class Log(UserList):
    def __iadd__(self, o): print("iadd", o); return super().__iadd__(o)
l = Log(); l += [1]; l += (2,); print(l, l == [1, 2], l * 2, l[::-1], l.index(2), l[-1:])
for a in range(3): l.append(a)
print([x for x in l if x], l.data is l.data, len(l), l.count(1), max(l))
