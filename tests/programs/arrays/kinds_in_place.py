import numpy as np
def f(a):
    t = 0.0
    for i in range(a.shape[0]):
        t += a[i]
        t += ((a[i] == a[0]) - min(2, a[i]))
    return type(t).__name__
def g(a):
    t = 0.0
    for i in range(a.shape[0]):
        t += min(2, a[i])
    return type(t).__name__
def h(a):
    t = 0.0
    for i in range(a.shape[0]):
        t += (a[i] == a[0]) - a[i]
    return type(t).__name__
def k(a):
    t = 0.0
    for i in range(a.shape[0]):
        t += a[i]
        t += min(2, a[i])
    return type(t).__name__
def l(a):
    x = a[0]
    y = min(2, x)
    z = (x == 1) - y
    w = x + z
    return type(y).__name__, type(z).__name__, type(w).__name__
def m(a):
    x = a[0]
    y = min(2, x)
    return type(y + x).__name__,type(x + y).__name__,type(1.5 + y).__name__, type(y + 1.5).__name__
for n in (3, 0, 5):
    A = (np.arange(4) + n).astype(np.float64)
    for q in (f, g, h, k, l, m): print(q.__name__, q(A))
def f(a, b):
    t = 0
    r = []
    for i in range(a.shape[0]):
        x = min((b[i] * b[i - 1]), (i if a[-1 - i] > 3 else a[0]))
        r.append(type(x).__name__)
        t += x
        r.append(type(t).__name__)
    return r
A = (np.arange(5) * 7 % 11).reshape((5,)).astype(np.int32)
B = (np.arange(5) * 1 % 17).reshape((5,)).astype(np.float32)
A[0:4] = A[1:5]
print(A, B)
print(f(A, B))
def g(a, b):
    t = b[0]
    x = min(b[4], (3 if a[1] > 3 else a[0]))
    y = min(b[4], (3 if a[1] < 3 else a[0]))
    u = b[0]
    u += x
    v = b[0]
    v += y
    return type(x).__name__, type(y).__name__, type(t + x).__name__, type(t + y).__name__, type(u).__name__, type(v).__name__
print(g(A, B))
def f(a, b):
    r = []
    for i in range(3):
        x = (i if a[i] > 3 else a[0])
        r.append(type(x).__name__)
    return r
def f1(a, b):
    r = []
    for i in range(3):
        x = max(b[i], (i if a[i] > 3 else a[0]))
        r.append(type(x).__name__)
    return r
def f2(a, b, i):
    x = max(b[0], (i if a[i] > 3 else a[0]))
    return type(x).__name__
def f3(a, b, i):
    x = max(0.5, (i if a[i] > 3 else a[0]))
    return type(x).__name__
def f4(a, b, i):
    return type(max(i, a[0])).__name__, type(min(i, a[0])).__name__, type(max(a[0], i)).__name__
A = (np.arange(5) * 3).astype(np.int32)
B = (np.zeros(5) - 1).astype(np.float32)
print(A, B)
for q in (f, f1): print(q.__name__, q(A, B))
for i in range(5): print(f2(A, B, i), f3(A, B, i), f4(A, B, i))
def k(a):
    t = 0.0
    for i in range(a.shape[0]):
        t += a[i]
        t = t + min(2, a[i])
    return type(t).__name__
def l(a):
    t = a[0]
    t += min(2, a[1])
    return type(t).__name__
def m(a):
    t = a[0] + min(2, a[1])
    return type(t).__name__
A = np.arange(4).astype(np.float64)
print(k(A), l(A), m(A))
