"""Arrays of which nothing is known: elements and scalars one by one."""
import io
import warnings

import numpy as np

warnings.simplefilter("ignore")


def load(a):
    f = io.BytesIO()
    np.save(f, a)
    f.seek(0)
    return np.load(f)


def show(*values):
    print(*[repr(v) for v in values])


def attempt(action):
    try:
        show(action())
    except Exception as error:
        print(type(error).__name__, error)


def put(a, key, value):
    a[key] = value
    return a[key]


names = ["float64", "float32", "int64", "int32", "uint8", "bool", "int8", "uint16", "float16", "complex64", ">f8", ">i4"]
for name in names:
    a = load(np.array([0, 1, 3, 100]).astype(name))
    show(a.dtype, a[0], a[-1], a[1] + a[2], a[2] * 2, a[3] / 7, a[1] == 1, a[2] > a[3], a[2] != 3)
    show(sum(a), max(a), [x for x in a], a[2] + 0.5, 1 - a[1] if name != "bool" else None)
    attempt(lambda: a[4])
    attempt(lambda: a[-5])
    attempt(lambda: a[1.0])
    attempt(lambda: a[True])
    attempt(lambda: a[2**70])
    attempt(lambda: a[0, 0])
    for value in (7, -7, 300, 2.75, True, None, "x", 2**63, 1e300, np.float64(1.5), np.int64(9), float("nan")):
        attempt(lambda: put(a, 1, value))
m = load(np.arange(12.0).reshape(3, 4))
show(m[1, 2], m[-1, -1], m[1][2], m[(0, 1)], m[1, ...], m.T[3, 0], m[::2][1, 1])
attempt(lambda: m[3, 0])
attempt(lambda: m[0, 4])
attempt(lambda: put(m, (1, 1), 50))
attempt(lambda: put(m, 1, 50))
m.setflags(write=False)
attempt(lambda: put(m, (0, 0), 1))
x, y = m[2, 1], m[0, 3]
n = load(np.array([2**62, -7, 5, 2**63 - 1, 0]))
for a in (x, y, n[0], n[1], n[2], n[3], n[4], 3, -2.5, 2**53 + 1, np.inf):
    for b in (x, n[1], n[2], n[3], n[4], 4, 0.5, 0):
        show(a + b, a - b, a * b, a < b, a >= b, a == b)
        for action in (lambda: a / b, lambda: a // b, lambda: a % b, lambda: a & b, lambda: a**b if abs(b) < 9 else 0, lambda: b - a):
            attempt(action)
s = 0
for i in range(len(n)):
    s += n[i] // 4
    if n[i] > s:
        s -= 1
show(s, type(s), bool(x == 9.0), x is x, x if x > y else y)
total = 0.0
for i in range(3):
    for j in range(4):
        total += m[i, j] * m[i][j] - 0.5
show(total, hash(total), f"{total:.3f}", str(total), int(total), total.dtype, (total > 3).dtype)
