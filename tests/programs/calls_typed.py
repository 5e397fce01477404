class V:
    ZERO = None
    def __init__(self, x, y=0): self.x = x; self.y = y
    def add(self, o): return V(self.x + o.x, self.y + o.y)
    @staticmethod
    def make(*p): return V(*p)
    @property
    def size(self): return self.x * self.x + self.y * self.y
V.ZERO = V(0, 0)
V.count = 3
class W(V):
    def __init__(self, x, y=0, tags=[], **kw): super().__init__(x, y); self.tags = tags; self.kw = kw
    def add(self, o, *more): 
        for m in more: self.tags.append(m)
        return V(self.x + o.x, 1)
pts = [(1, 2), (3, 4)]
vs = [V(*p) for p in pts]
print([v.size for v in vs], V.make(5).x, V.ZERO.add(vs[0]).size, V.count, W(1).count)
REG = {"v": V, "w": W}
objs = [REG[n](i, i + 1) for i, n in enumerate(["v", "w", "v"])]
print([o.size for o in objs], [type(o).__name__ for o in objs], [o.__class__ is V for o in objs])
w = W(9, **{"y": 2, "z": 5})
print(w.size, w.kw, w.add(*vs).x, w.tags == [vs[1]], W(0).tags is w.tags)
ops = [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b)]
print([f(7, 3) for _, f in ops], [f(*(2.5, 2)) for _, f in ops])
def ways(n, coins=(1, 5, 10)):
    if n == 0: return 1
    if n < 0 or not coins: return 0
    return ways(n - coins[-1], coins) + ways(n, coins[:-1])
print(ways(50))
LIM = 3
def f(a, b=LIM, c=[], *, d=LIM + 0.5): c.append(a); return a + b, c, d
LIM = 100
print(f(1), f(2, 3), f(1, d=9), f(*[1, 2]), f(*(4,), **{"d": 1}))
def g(x, cb=len): return cb(x)
print(g("abc"), g([1], cb=sum), g("x", lambda s: s * 2))
try: f()
except TypeError as e: print(e)
try: f(*[1, 2, 3, 4])
except TypeError as e: print(e)
class K:
    def __init__(self, **kw): self.__dict__.update(kw)
print(K(a=1).a)
t = type(vs[0])
print(t(1, 2).size, t.__name__, type(w)(4).tags is w.tags)
def pick(n): return [V, W, f, len][n]
print(pick(0)(1, 1).size, pick(1)(2, 2).size)
print("{0.x} {0.size}".format(vs[1]), getattr(vs[0], "size"), getattr(vs[1], "x" + ""))
