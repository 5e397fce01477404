# exit: 3
import sys
class Shape:
    def __init__(self, name):
        self.name = name
    def area(self):
        return 0.0
    def describe(self):
        return f"{self.name}: {self.area():.2f}"
class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r
    def area(self):
        return 3.14159 * self.r ** 2
class Square(Shape):
    def __init__(self, s):
        super().__init__("square")
        self.s = s
    def area(self):
        return self.s * self.s
shapes = [Circle(1.0), Square(2), Circle(2.5)]
for s in shapes:
    print(s.describe())
class Vec:
    def __init__(self, x, y):
        self.x = x; self.y = y
    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)
    def __eq__(self, o):
        return isinstance(o, Vec) and self.x == o.x and self.y == o.y
    def __hash__(self):
        return hash((self.x, self.y))
    def __repr__(self):
        return f"Vec({self.x}, {self.y})"
v = Vec(1, 2) + Vec(3, 4)
print(v, v == Vec(4, 6), v != Vec(4, 6))
d = {Vec(1, 2): "a"}
print(d[Vec(1, 2)], Vec(1,2) in d)
def safe(f):
    try:
        return f()
    except (KeyError, IndexError) as e:
        return type(e).__name__ + ":" + str(e)
    except Exception as e:
        return "other " + repr(e)
print(safe(lambda: [][1]))
print(safe(lambda: {}['x']))
print(safe(lambda: int("zz")))
print(safe(lambda: 1 + "a"))
def gen_list(n):
    out = []
    i = 0
    while True:
        if i >= n:
            break
        out.append((i, str(i)))
        i += 1
    return out
for a, b in gen_list(3):
    print(a, b)
x = 5
def modify():
    global x
    x += 1
modify(); print(x)
class MyErr(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
try:
    raise MyErr(3)
except MyErr as e:
    print(e, e.code, e.args)
def deco(f):
    def wrapper(*a, **k):
        print("call", f.__name__)
        return f(*a, **k)
    return wrapper
@deco
def add(a, b=2):
    return a + b
print(add(1), add(1, b=5))
m = [[0]*3 for _ in range(3)]
m[1][2] = 5
print(m)
a, *b, c = range(5)
print(a, b, c)
print(*[1,2,3], sep="-")
i = 10
while i > 0:
    i -= 3
else:
    print("done", i)
print({k: v for k, v in zip("abc", range(3))})
print(sum(i for i in range(10)), [*range(3)], {**{'a':1}, 'b':2})
print("%d %s" % (1, 'a'), "{} {:>4}".format(1, 2))
n = None
print(n is None, not n, n or 3)
try:
    try:
        raise KeyError("k")
    finally:
        print("f1")
except KeyError as e:
    print("got", e)
def r(n):
    return r(n+1)
try:
    r(0)
except RecursionError as e:
    print("rec")
s = ""
for i in range(5):
    s += str(i)
print(s, len(s), s[1], s[-1], s[1:3])
print(1 < 2 < 3, 1 < 2 > 5, "a" in "abc", 3 not in [1,2])
sys.exit(3)
