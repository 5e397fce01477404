"""Arrays in fields, globals, lists, dicts, tuples and closures."""
import numpy as np

N = 6
grid = np.zeros((N, N))
count = np.zeros(4, dtype=np.int64)


class Field:
    kind = np.ones(3)

    def __init__(self, n):
        self.n = n
        self.values = np.arange(n, dtype=np.float64)
        self.old = None
        self.mask = np.zeros(n, dtype=np.bool_)
        self.parts = [np.zeros(2), np.ones(2)]
        self.named = {"a": np.arange(3.0), "b": np.arange(3) * 10}

    def smooth(self):
        out = np.zeros_like(self.values)
        for i in range(1, self.n - 1):
            out[i] = (self.values[i - 1] + self.values[i] + self.values[i + 1]) / 3
            self.mask[i] = out[i] > 2
        self.old = self.values
        self.values = out

    def swap(self):
        self.values, self.old = self.old, self.values

    def total(self):
        s = 0.0
        for i in range(self.values.shape[0]):
            s += self.values[i]
            if i == 2:
                self.swap()
        return s

    def all(self):
        s = 0.0
        for k in range(len(self.parts)):
            for i in range(len(self.parts[k])):
                self.parts[k][i] += i + 0.5
                s += self.parts[k][i]
        for name in self.named:
            for i in range(3):
                s += self.named[name][i]
        return s + self.kind[1]


def fill():
    global grid
    for i in range(N):
        for j in range(N):
            grid[i, j] = i * 10 + j
            count[j % 4] += 1
    old = grid
    grid = np.ones((2, 2))
    t = 0.0
    for i in range(2):
        for j in range(2):
            t += grid[i, j] * old[i, j]
    return t


def closure():
    table = np.arange(5) ** 2

    def at(i):
        return table[i]

    def grow():
        nonlocal table
        table = np.concatenate([table, table])

    first = at(3)
    grow()
    return first, at(8), len(table), [at(k) for k in range(3)]


def make(n):
    return np.arange(n), np.linspace(0, 1, n)


def rows(a):
    out = []
    for row in a:
        s = 0
        for x in row:
            s += x
        out.append(s)
    for i, row in enumerate(a):
        row[0] = i
        out.append(row[-1])
    return out


f = Field(7)
f.smooth()
print(f.values, f.mask, f.old)
print(f.total(), f.values, f.old)
print(f.all(), f.parts, f.named)
print(fill(), grid, count)
print(closure())
a, b = make(4)
for i in range(len(a)):
    b[i] += a[i]
print(a, b, make(3)[1][2])
m = np.arange(12).reshape(3, 4)
print(rows(m), m)
print([x for x in a], {int(x): x for x in a}, list(a), tuple(b), sorted(b, reverse=True), sum(a), max(b), min(a))
for x, y in zip(a, b):
    print(x, y, repr(x + y))
for i, (x, y) in enumerate(zip(a, b)):
    print(i, x * y)
for x, y, z, w in m:
    print(x, y, z + w)
p, q, r, s = m[1]
print(p, q, r, s, repr(p))
m[0][1], m[1][0] = m[1][0], m[0][1]
print(m)
try:
    for x, y in m:
        print(x, y)
except ValueError as error:
    print(error)
try:
    x, y, z = m[2]
except ValueError as error:
    print(error)
try:
    x, y, z, v, w = m[2]
except ValueError as error:
    print(error)
try:
    x, y = m[7]
except IndexError as error:
    print(error)
cube = np.arange(24).reshape(2, 3, 4)
t = 0
for i in range(2):
    for j in range(3):
        for k in range(4):
            t += cube[i, j, k] * cube[i][j][k] + cube[i, j][k] - cube[i][j, k]
        u, v, w, x = cube[i, j]
        t += u * v - w * x
        u, v, w, x = cube[i][j]
        t += u - x
print(t, cube[1, :, 2], cube[:, 1][1])
for plane in cube:
    for row in plane:
        for x in row:
            t -= x
print(t)
a = np.zeros(3)
view = a[1:]
view[0] = 5
a.setflags(write=False)
try:
    a[0] = 1
except ValueError as error:
    print(error)
a.setflags(write=True)
a[0] = 1
a.shape = (3, 1)
print(a[0, 0], a, a.size, a.ndim, a.shape[0], a.shape[-1])
weights = {"w": np.ones((2, 2)), "b": np.zeros(2)}
for name, w in weights.items():
    print(name, w[0], w.shape)
layers = [np.ones((2, 3)), np.ones((3, 2))]
for w in layers:
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            w[i, j] = i - j
print(layers)
