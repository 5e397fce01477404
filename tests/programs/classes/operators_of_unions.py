# Operators on objects of one of several classes, or of none.
class Point:
    def __init__(self, x, y):
        self.x = x; self.y = y
    def isPoint(self): return True
    def __add__(self, o):
        return Point(self.x + o.x, self.y + o.y)
    def __sub__(self, o):
        if o.isPoint():
            return Vec(self.x - o.x, self.y - o.y)
        return Point(self.x - o.x, self.y - o.y)
    def __repr__(self): return f"P({self.x}, {self.y})"
class Vec:
    def __init__(self, x, y):
        self.x = x; self.y = y
    def isPoint(self): return False
    def __add__(self, o):
        if o.isPoint():
            return Point(self.x + o.x, self.y + o.y)
        return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __repr__(self): return f"V({self.x}, {self.y})"
def run(n):
    p = Point(0.0, 0.0)
    q = Point(1.0, 1.0)
    for i in range(n):
        d = q - p
        v = d * 0.5 if not d.isPoint() else d
        e = v + q
        q = e + d
        if q.x > 100.0:
            q = Point(1.0, 1.0)
    return q, e, d
print(run(30000))

# Expression trees: all operators on a union of classes.
class Expr:
    def __add__(self, other): return Add(self, other)
    def __mul__(self, other): return Mul(self, other)
    def __neg__(self): return Mul(Num(-1), self)
class Num(Expr):
    def __init__(self, v): self.v = v
    def eval(self): return self.v
    def __repr__(self): return str(self.v)
class Add(Expr):
    def __init__(self, a, b): self.a = a; self.b = b
    def eval(self): return self.a.eval() + self.b.eval()
    def __repr__(self): return f"({self.a} + {self.b})"
class Mul(Expr):
    def __init__(self, a, b): self.a = a; self.b = b
    def eval(self): return self.a.eval() * self.b.eval()
    def __repr__(self): return f"({self.a} * {self.b})"
def build(n):
    e = Num(1)
    for i in range(n):
        if i % 3 == 0: e = e + Num(i)
        elif i % 3 == 1: e = e * Num(2)
        else: e = -e
        if i % 50 == 0: e = Num(e.eval() % 1000)
    return e
print(build(20), build(200).eval(), build(2000).eval())

# None among them.
class Node:
    def __init__(self, v): self.v = v; self.next = None
    def __add__(self, n): return self.v + n
    def __lt__(self, o): return self.v < o.v
a = Node(3)
b = a.next
for t in (a, b):
    try:
        print(t + 1)
    except TypeError as e:
        print(e)
    try:
        print(t[0])
    except TypeError as e:
        print(e)
    try:
        print(-t)
    except TypeError as e:
        print(e)
# derived
class B1:
    def __init__(self, n): self.n = n
    def __add__(self, o): return ("B1add", self.n, o.n)
    def __radd__(self, o): return ("B1radd", self.n, o)
class B2(B1):
    def __radd__(self, o): return ("B2radd", self.n, o.n)
class B3(B1):
    def __iadd__(self, o): self.n += o.n; return self
    def __setitem__(self, i, v): self.n = v
    def __getitem__(self, i): return self.n + i
class B4:
    def __init__(self): self.d = {}
    def __setitem__(self, i, v): self.d[i] = v
    def __getitem__(self, i): return self.d[i]
for x in (B1(1), B2(2), B3(3)):
    for y in (B1(4), B2(5), B3(6)):
        print(x + y, end=" ")
        z = x
        z += y
        print(z if isinstance(z, tuple) else z.n)
for x in (B3(1), B4()):
    x[1] = 5
    x[1] += 2
    print(x[1])
for x in (B1(1), B2(2)):
    try:
        print(5 + x)
    except AttributeError as e:
        print(e)
