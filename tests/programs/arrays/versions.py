import numpy as np
def total(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i]
    return s
def mm(a, b):
    n = a.shape[0]
    m = b.shape[1]
    k = a.shape[1]
    c = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            s = 0.0
            for p in range(k):
                s += a[i, p] * b[p, j]
            c[i, j] = s
    return c
rng = np.random.default_rng(1)
a = rng.random(300000)
x = total(a)
A = rng.random((60, 60))
B = rng.random((60, 60))
C = mm(A, B)
print(x, C.sum(), np.allclose(C, A @ B))
