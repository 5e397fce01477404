from functools import cached_property
import functools, dataclasses, pickle
class W:
    def __init__(self, x): self.x = x
    @cached_property
    def sq(self):
        print("sq"); self.extra = 1
        return self.x * self.x
    @functools.cached_property
    def name(self): return f"W{self.x}"
    @cached_property
    def arr(self): return [self.x] * 3
    @cached_property
    def flt(self): return self.x / 2
    def total(self): return self.sq + len(self.arr) + self.flt
w = W(3)
print(w.__dict__, w.total(), w.total(), w.__dict__, w.name, vars(w))
del w.sq
print(w.sq); w.sq = 100; print(w.total())
try: del w.name; del w.name
except AttributeError as e: print(e)
print(type(W.sq), W.sq.func.__name__, W.sq.attrname, hasattr(w, "zzz"), getattr(w, "name"))
class V(W):
    @cached_property
    def sq(self): return "text"
    @property
    def name(self): return "prop"
    def arr(self): return "method"
v = V(2)
print(v.sq, v.name, v.arr(), v.flt, v.__dict__, super(V, v).sq, v.__dict__)
class U(V):
    sq = 5
    flt = None
u = U(1); print(u.sq, u.flt, u.__dict__, W.flt.__get__(u), u.flt, u.__dict__)
W.flt = cached_property(lambda self: "replaced"); W.flt.__set_name__(W, "flt")
print(W(1).flt, w.flt)
@dataclasses.dataclass(frozen=True)
class D:
    a: int
    @cached_property
    def b(self): return self.a + 1
d = D(1); print(d.b, d, d == D(1), d.__dict__)
class S:
    __slots__ = ("q",)
    @cached_property
    def b(self): return 1
try: S().b
except TypeError as e: print(e)
class E:
    @cached_property
    def b(self): raise ValueError("no")
    @cached_property
    def c(self): return self.missing
e = E()
for n in "bc":
    try: getattr(e, n)
    except Exception as x: print(type(x).__name__, x)
print(e.__dict__)
p = pickle.loads(pickle.dumps(w)); print(p.__dict__ == w.__dict__, p.sq)
class G:
    def __getattr__(self, n): return "ga " + n
    @cached_property
    def b(self): return 1
print(G().b, G().zz)
class K:
    @cached_property
    def rec(self): return self.rec2 + 1
    @cached_property
    def rec2(self): return 41
k = K(); print(k.rec, k.rec2, list(k.__dict__))
class H:
    if True:
        @cached_property
        def b(self): return 1
print(H().b)


# A member of a class called like a module that the program imports.
import re


class Pattern:
    def __init__(self, text):
        self.text = text

    @cached_property
    def re(self):
        return re.compile(self.text)

    def find(self, text):
        return self.re.match(text).group(1)


print(Pattern("a(b+)").find("abbb"), re.escape("."))
from functools import cached_property
class A:
    def __init__(self, x): self.x = x
    @cached_property
    def y(self): return self.helper(self.x) + 1.5
    def helper(self, v): return v * 2
    @cached_property
    def z(self): return [self.other(i, k=2) for i in range(3)]
    def other(self, a, *, k): return (a, k)
class B(A):
    def helper(self, v): return v * 3.5
    @cached_property
    def w(self): return self.y + len(self.z)
def show(o): return o.y
def read(name, o): return getattr(o, name)
print(A(1).y, B(2).y, B(2).w, show(B(3)), show(A(3)), [show(o) for o in (A(1), B(1))])
print(read("y", A(5)), read("z", B(1)), [o.z for o in (A(1), B(2))])
class C:
    @cached_property
    def conn(self): return self._make()
    def _make(self): return {"a": 1}
    def use(self): return self.conn["a"]
class D:
    def __init__(self): self.c = C()
    def go(self): return self.c.use() + len(self.c.conn)
print(D().go())
import json
class E2:
    def __init__(self, d): self.raw = d
    @cached_property
    def data(self): return json.loads(self.raw)
    def __getitem__(self, k): return self.data[k]
print(E2('{"k": [1, 2]}')["k"])
