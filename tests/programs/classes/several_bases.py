# several bases
class A:
    kind = "a"
    def __init__(self, x=1, **kw):
        super().__init__(**kw)
        self.x = x
    def who(self): return "A" + str(self.x)
    def chain(self): return ["A"]
class B:
    kind = "b"
    def __init__(self, y=2.5, **kw):
        super().__init__(**kw)
        self.y = y
        self.z = [y]
    def who(self): return "B" + str(self.y)
    def chain(self): return ["B"]
class C(A, B):
    def chain(self):
        return ["C"] + super().chain() + B.chain(self)
class D(B, A):
    def who(self): return "D:" + super().who() + A.who(self)
c, d = C(x=3, y=4.5), D(y=1.5, x="s")
print(c.who(), d.who(), c.kind, d.kind, c.x, c.y, c.z, d.x, d.y, d.z, vars(c), vars(d))
print(c.chain(), C.__mro__, isinstance(c, A), isinstance(c, B), issubclass(D, A))
for o in (A(), B(), c, d):
    print(o.who(), getattr(o, "x", None), getattr(o, "y", None))

class Base:
    def __init__(self): self.log = []
    def run(self):
        self.log.append("Base")
        return self.log
class L(Base):
    def run(self):
        self.log.append("L")
        return super().run()
class R(Base):
    def run(self):
        self.log.append("R")
        return super().run()
class Both(L, R):
    def run(self):
        self.log.append("Both")
        return super().run()
print(Both().run(), L().run(), R().run())

class P:
    @property
    def size(self): return 10
class Q:
    def __init__(self): self.size = 5
class S(P, Q):
    pass
class T(Q, P):
    pass
for k in (S, T):
    try:
        print(k().size)
    except AttributeError as e:
        print(k.__name__, e)
class U:
    size = 7
class V(Q, U): pass
print(V().size, V.size)
v = V(); del v.size; print(v.size)

from abc import ABC, abstractmethod
class I1(ABC):
    @abstractmethod
    def f(self): ...
class I2(ABC):
    @abstractmethod
    def g(self): ...
class M1:
    def f(self): return "M1.f"
class Im(M1, I1, I2):
    def g(self): return "Im.g"
class Im2(I1, M1, I2):
    def g(self): return "Im.g"
print(Im().f(), Im().g())
try: Im2()
except TypeError as e: print(e)
try:
    class X(A, C): pass
except TypeError as e: print(e)
class S1:
    __slots__ = ("a",)
class S2:
    __slots__ = ("b",)
try:
    class S3(S1, S2): pass
except TypeError as e: print(e)
class S4(S1, A):
    __slots__ = ("q",)
s = S4(); s.a = 1; s.q = 3; s.w = 4; print(s.a, s.q, s.w, s.x, s.__dict__)

class Cmp:
    def __eq__(self, o): return self.key() == o.key()
    def __lt__(self, o): return self.key() < o.key()
    def __hash__(self): return hash(self.key())
class Show:
    def __repr__(self): return f"{type(self).__name__}({self.key()})"
class Card(Cmp, Show):
    def __init__(self, r, s): self.r = r; self.s = s
    def key(self): return (self.r, self.s)
cards = [Card(i * 7 % 5, "ab"[i % 2]) for i in range(8)]
print(sorted(cards), len(set(cards)), Card(1, "a") == Card(1, "a"), max(cards), {Card(1,'a'): 2}[Card(1,'a')])
A.who = lambda self: "patched"
print(c.who(), d.who())
class Cnt:
    n = 0
    def hit(self): self.n += 1; return self
class K1(Cnt, A): pass
k = K1(); k.hit().hit(); print(k.n, Cnt.n, k.x)
Cnt.n = 50; print(k.n, K1().hit().n)
class Ctx:
    def __enter__(self): print("in", self.x); return self
    def __exit__(self, *a): print("out"); return True
class It:
    def __iter__(self):
        for i in range(self.x): yield i
    def __len__(self): return self.x
    def __getitem__(self, i): return self.x * i
    def __call__(self, v): return v + self.x
    def __add__(self, o): return type(self)(self.x + o.x)
class W(A, Ctx, It): pass
with W(3) as w:
    print(list(w), len(w), w[4], w(1), (w + W(5)).x)
    raise ValueError
class Node:
    def __init__(self, v): self.v = v; self.left = None; self.right = None
class Counted:
    total = 0
    @classmethod
    def made(cls): Counted.total += 1; return cls
    @staticmethod
    def half(n): return n / 2
class CN(Node, Counted):
    def __init__(self, v):
        Node.__init__(self, v)
        self.made()
        self.extra = self.half(v)
def build(n):
    if n == 0: return None
    t = CN(n); t.left = build(n - 1); t.right = build(n - 1); return t
def count(t): return 0 if t is None else 1 + count(t.left) + count(t.right)
print(count(build(6)), Counted.total, CN(5).extra)
