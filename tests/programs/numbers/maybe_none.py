def f(a, b):
    try:
        return a * b
    except TypeError as e:
        return str(e)
def g(x):
    if x > 3: return None
    return x * 1.5
total = 0.0
for i in range(6):
    t = g(i)
    try:
        total += t * 2
        print(t * 2, 3 - t, t < 2, 2 <= t, t == 3.0)
    except TypeError as e:
        print(e)
    try:
        total -= t
    except TypeError as e:
        print(e)
    try:
        print(t > 1)
    except TypeError as e:
        print(e)
    try:
        print(1 + t)
    except TypeError as e:
        print(e)
def h(n):
    if n % 2: return "ab"
    if n % 3: return 4
    return None
for i in range(6):
    for j in range(6):
        try:
            print(h(i) * h(j), end=" ")
        except TypeError as e:
            print(e)
        try:
            print(h(i) % h(j), end=" ")
        except (TypeError, ZeroDivisionError) as e:
            print(e)
class V:
    def __init__(self, x): self.x = x
    def __mul__(self, k): return V(self.x * k)
    def __add__(self, o): return V(self.x + o.x)
v = V(2.0)
for i in range(6):
    try:
        print((v * g(i)).x)
    except TypeError as e:
        print(e)
print(f(2, 3.0), f(None, 2), total)
