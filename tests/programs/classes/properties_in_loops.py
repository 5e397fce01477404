class V:
    def __init__(self, x):
        self.x = x
    @property
    def p(self):
        return self.x
    @p.setter
    def p(self, v):
        self.x = v * 2

def find(n):
    return V(n) if n else None

def f(n):
    t = 0
    for i in range(n):
        v = find(i + 1)
        if v is not None:
            v.p = i
            v.p += 1
            t += v.p
    return t
def g(v):
    return v.p
def h(v, k):
    v.p = k
    return v.x
print(f(10), g(V(3)))
print(h(V(2), 4))
x = find(3)
if x:
    print(x.p)
    x.p = 3
    print(x.x)
y = find(0)
try:
    print(y.p)
except AttributeError as e:
    print(e)
try:
    y.p = 3
except AttributeError as e:
    print(e)
