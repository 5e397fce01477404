import numpy as np
def s1(a):
    t = 0
    for i in range(len(a)):
        t += a[i]
    return t
def s2(a):
    t = 0
    n, m = a.shape
    for i in range(n):
        for j in range(m):
            t += a[i, j]
    return t
def inc(a):
    for i in range(len(a)):
        a[i] += 1
for dt in (np.float64, np.float32, np.int64, np.int32, np.uint8):
    a = np.arange(10, dtype=dt)
    print(dt.__name__, s1(a), s1(a[::-1]), s1(a[1:9:3]))
    inc(a)
    print(a, a.dtype)
f = np.asfortranarray(np.arange(12.0).reshape(3, 4))
print(s2(f), s2(f.T), f[1, 2], f[-1, -1])
b = np.array([True, False, True])
c = 0
for i in range(3):
    if b[i]:
        c += 1
print(c)
b[1] = True
print(b)
u = np.zeros(3, dtype=np.uint8)
try:
    u[0] = 300
except OverflowError as e:
    print("overflow", e)
try:
    u[5] = 1
except IndexError as e:
    print("index", e)
w = np.zeros(3)
w.flags.writeable = False
try:
    w[0] = 1.0
except ValueError as e:
    print("ro", e)
i32 = np.zeros(2, dtype=np.int32)
i32[0] = 2**31 - 1
i32[0] += 1
print(i32)
z = np.zeros(2)
print(1.0 / z[0] if False else "skip", z[0] / z[1])
big = np.zeros(3, dtype=np.int64)
big[0] = 2**62
print(big[0] + big[0], big[0] * 3)
x = w[0]
print(type(x), isinstance(x, float), [x], repr(x), str(x), f"{x:.2f}")
be = np.arange(4, dtype='>f8')
print(s1(be))
import array
aa = array.array('d', [1.0, 2.0, 3.5])
print(s1(aa))
mv = memoryview(b"abc")
print(s1(mv), s1([1,2,3]), s1((1.5, 2)), s1(range(4)))
e = np.zeros(0)
print(s1(e))
try:
    print(w[3])
except IndexError as ex:
    print(ex)
o = np.ones((2, 3))
o *= 2
o[0] = 5
o[:, 1] = 7
print(o, o[0, 1] * 2 + 1, -o[1, 0], abs(o[1, 0]), o[0, 0] > 3, o[0, 0] == o[0, 2])
print(int(o[0, 0]), float(o[0, 1]), round(float(o[0, 0]), 1), max(o[0, 0], 3.0), min(2, o[1, 0]))
h = [0] * 3
for k in range(3):
    h[int(o[0, k]) % 3] += 1
print(h)
