import copy, sys
class Vec:
    "doc"
    __slots__ = ("x", "y", "z")
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def norm(self):
        return self.x * self.x + self.y * self.y
    def clear(self):
        del self.x
v = Vec(1.5, 2.0)
print(v.norm())
def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: v.z)
v.z = 5
attempt(lambda: v.z)
attempt(lambda: setattr(v, "w", 1))
def bad(): v.w = 3
attempt(bad)
attempt(lambda: v.__dict__)
attempt(lambda: vars(v))
attempt(lambda: hasattr(v, "__dict__"))
attempt(lambda: Vec.__slots__)
attempt(lambda: [n for n in dir(v) if not n.startswith("__")])
v.clear()
attempt(lambda: v.x)
attempt(lambda: v.clear())
attempt(v.norm)
v.x = 7
attempt(v.norm)
w = copy.copy(v)
attempt(lambda: (w.x, w.y, w.z))
w.x = "text"
attempt(lambda: (v.x, w.x))
u = copy.deepcopy(w)
attempt(lambda: (u.x, u.y, u.z))
class Sub(Vec):
    __slots__ = ("q",)
    def __init__(self):
        super().__init__(1, 2)
        self.q = 9
s = Sub()
attempt(lambda: (s.x, s.q, s.norm()))
def bad2(): s.r = 3
attempt(bad2)
class Open(Vec):
    def __init__(self):
        super().__init__(3, 4)
        self.extra = [1]
o = Open()
o.more = 1
attempt(lambda: (o.__dict__, o.x, o.norm()))
class One:
    __slots__ = "only"
    def set(self, k):
        self.only = k
        return self
attempt(lambda: One().set(4).only)
attempt(lambda: One().only)
class Miss:
    __slots__ = ["a"]
    def __init__(self):
        self.a = 1
        self.b = 2
attempt(Miss)
class Priv:
    __slots__ = ("__p", "_r")
    def __init__(self):
        self.__p = 3
        self._r = 4
    def get(self):
        return self.__p + self._r
attempt(lambda: Priv().get())
class Node:
    __slots__ = ("val", "next")
def build(n):
    head = None
    for i in range(n):
        node = Node()
        node.val = i
        node.next = head
        head = node
    return head
t = 0
n = build(10)
while n is not None:
    t += n.val
    n = n.next
print(t)
class WithDict:
    __slots__ = ("a", "__dict__")
    def __init__(self):
        self.a = 1
        self.b = 2
attempt(lambda: (WithDict().a, WithDict().b, WithDict().__dict__))
class Weak:
    __slots__ = ("a", "__weakref__")
import weakref
k = Weak()
attempt(lambda: weakref.ref(k)() is k)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)
names = ("m", "n")
class Computed:
    __slots__ = names
    def __init__(self):
        self.m = 1
attempt(lambda: Computed().m)
class Mixed:
    __slots__ = ("a", "b")
    def __init__(self, a):
        self.a = a
        self.b = None
    def __eq__(self, o):
        return isinstance(o, Mixed) and self.a == o.a
    def __hash__(self):
        return hash(self.a)
    def __repr__(self):
        return f"Mixed({self.a})"
print({Mixed(1), Mixed(1), Mixed(2)}, Mixed(1) == Mixed(1))
class Prop:
    __slots__ = ("_t",)
    def __init__(self, t): self._t = t
    @property
    def t(self): return self._t
    @t.setter
    def t(self, t): self._t = t * 2
p = Prop(3); p.t = 5; print(p.t)
def delit(): del p.zz
attempt(delit)
def delit2(): del p._t
attempt(delit2); attempt(delit2); attempt(lambda: p.t)
# `__slots__` of a dict, whose values are what help shows.
class Documented:
    __slots__ = {"a": "about a", "b": None}
    def __init__(self, a): self.a = a
doc = Documented(1); doc.b = 5; print(doc.a, doc.b, hasattr(doc, "__dict__"), Documented.a.__doc__)
attempt(lambda: setattr(doc, "c", 3)); attempt(lambda: type("Q", (), {"__slots__": {"x": ""}, "x": 4}))
