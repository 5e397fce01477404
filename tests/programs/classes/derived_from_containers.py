"""Attributes and methods of objects whose classes derive from containers."""
class Env(dict):
    limit = 7
    def __init__(self, parent=None, **kw):
        super().__init__(**kw)
        self.parent = parent
    def get2(self, k):
        return self[k] if k in self else (self.parent.get2(k) if self.parent else None)
    def keys2(self):
        return sorted(self.keys())
class Stack(list):
    def __init__(self, it=(), name="s"):
        list.__init__(self, it)
        self.name = name
    def push(self, x):
        self.append(x); return self
    @property
    def top(self): return self[-1]
class Bag(set):
    def more(self, *xs):
        self.update(xs); return len(self)
class Slotted(dict):
    __slots__ = ("a",)
    def __init__(self): self.a = 1
class Deep(Stack):
    def push(self, x):
        return super().push(x * 2)
e = Env(x=1); f = Env(e, y=2)
for i in range(3):
    print(f.get2("x"), f.get2("y"), f.get2("z"), f.parent is e, f.keys2(), f.limit)
f.get2 = lambda k: "own " + k
f.limit = 9
print(f.get2("x"), f.limit, e.limit, e.get2("x"))
f.update = lambda *a: "mine"
print(f.update(q=1) if False else f.update(1), f)
del f.get2
print(f.get2("x"), vars(f).keys())
Env.limit = 1
print(e.limit, f.limit)
s = Stack([1, 2], name="t")
for i in range(3):
    s.push(i); print(s.top, s.name, s)
s.append = lambda x: print("caught", x)
s.push(5); print(s)
del s.append
s.push(6); print(s)
s.push = 3
print(s.push)
try: s.missing
except AttributeError as err: print(err)
try: s.missing()
except AttributeError as err: print(err)
d = Deep(); d.push(4).push(5); print(d, d.top, d.__dict__)
b = Bag([1]); b.tag = "t"; print(b.more(2, 3), b.tag, b)
b.update = lambda xs: None
print(b.more(7))
o = Slotted(); o["k"] = 2; print(o.a, o)
s.__dict__["zz"] = 5
print(s.zz)
for i in range(20): setattr(s, f"n{i}", i)
print(s.n3, s.n19, s.top)
s.top2 = 1
try: s.top = 5
except AttributeError as err: print(err)
class K(dict):
    def __missing__(self, k): return k * 2
    def __contains__(self, k): return True
k = K(); print(k["ab"], "x" in k, k.get("x"), k)
import copy
print(copy.copy(e), copy.deepcopy(f), copy.copy(s).name)
