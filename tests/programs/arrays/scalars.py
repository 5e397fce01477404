"""NumPy scalars made by loops: arithmetic, comparison, min, max, abs, functions."""
import warnings
import numpy as np

warnings.simplefilter("ignore")


def show(*values):
    print(*[repr(v) for v in values])


names = "exp log sin cos tan arcsin arccos arctan sinh cosh tanh log2 log10 log1p expm1 cbrt square".split()
functions = [getattr(np, name) for name in names]


def same(x):
    """Whether NumPy's functions give what they give when called as values."""
    given = [np.exp(x), np.log(x), np.sin(x), np.cos(x), np.tan(x), np.arcsin(x), np.arccos(x), np.arctan(x)]
    given += [np.sinh(x), np.cosh(x), np.tanh(x), np.log2(x), np.log10(x), np.log1p(x), np.expm1(x), np.cbrt(x)]
    given.append(np.square(x))
    return all(repr(f(x)) == repr(y) for f, y in zip(functions, given))


ints = np.array([3, -7, 0, 2**62, -(2**63), 2**63 - 1])
small = np.array([250, 5, 0, 128], dtype=np.uint8)
halves = np.array([0.5, -1.25, 0.0, np.inf, np.nan, -0.0])
singles = np.array([0.1, 2.5, -3.75], dtype=np.float32)
words = np.array([2**31 - 1, -(2**31), 17, -17], dtype=np.int32)
flags = np.array([True, False, True])
for i in range(len(ints)):
    a, b = ints[i], ints[(i + 1) % len(ints)]
    show(a + b, a - b, a * b, a // b, a % b, a / b, -a, abs(a), a & b, a | b, a ^ b)
    show(a < b, a <= 3, a == b, min(a, b), max(a, b, 5), min(3, a), max(b, 2**70))
    show(a << 3, a >> 2, a >> 70, a + True, bool(a), int(a), float(a), +a, ~a)
for i in range(len(small)):
    a, b = small[i], small[(i + 1) % len(small)]
    show(a + b, a - b, a * b, a // b, a % b, a / b, abs(a), a << 1, a >> 1, a & 15, a ^ 255, -a)
    show(a + 1, a * 2, 255 - a, a < 200, max(a, b), min(a, 7), a + 1.5, int(a) + 300)
    try:
        show(a + 300)
    except OverflowError as error:
        print(error)
for i in range(len(words)):
    a, b = words[i], words[(i + 1) % len(words)]
    show(a + b, a * b, a - b, a // b, a % b, -a, abs(a), a + small[i], a * ints[i], max(a, b))
for i in range(len(halves)):
    a, b = halves[i], halves[(i + 1) % len(halves)]
    show(a + b, a - b, a * b, a / b, a // b, a % b, a**2, -a, abs(a), min(a, b), max(a, b), a < b, a == b)
    show(np.sqrt(a), np.floor(a), np.ceil(a), np.fabs(a), same(a))
    show(max(a, 1.0), min(2.0, a, b), a + 1, 1 - a, a * True, round(float(a), 1) if a == a else None)
for i in range(len(singles)):
    a = singles[i]
    show(a + a, a * 2, a / 3, a + 0.1, a * ints[0], -a, abs(a), a < 0.1, a == 0.1, float(a), a // 1, a % 1)
for i in range(len(flags)):
    a, b = flags[i], flags[(i + 1) % 3]
    show(a & b, a | b, a ^ b, a and b, not a, a == b, a + b, a & True, a | False, int(a), a * 3, a + 1)


def largest(a):
    best = 0
    where = -1
    for i in range(len(a)):
        if a[i] > best:
            best = a[i]
            where = i
    return best, where


def counts(a):
    n = 0
    for x in a:
        n += x
    above = 0
    for x in a:
        above += x > 1
    return n, above


def mixed(a, start):
    s = start
    for i in range(len(a)):
        s = max(s, a[i])
    t = start
    for i in range(len(a)):
        t = t + a[i] if a[i] >= t else t
    return s, t, s == t, s > 1


for a in (np.array([1, 5, 2]), np.array([-1, -5]), np.array([0.5, 2.5]), small, words, singles, flags, np.array([], dtype=int)):
    show(*largest(a))
    show(*counts(a))
    show(*mixed(a, 0))
    show(*mixed(a, 0.0))


def logic(a, lo, hi):
    n = 0
    for x in a:
        if lo <= x < hi and x != 3:
            n += 1
    inside = [lo < x <= hi for x in a]
    return n, inside


show(logic(np.array([1, 3, 4, 9]), 1, 5), logic(np.array([1.0, 3.0, 4.5]), 1.0, 4.5))
show(ints.sum(), small.max(), halves[:3].mean(), words.min(), np.sum(flags), np.max(singles), ints.argmax(), np.dot(halves[:2], halves[:2]))
show(np.array([1.5, 2.5]).std(), singles.sum(), singles.mean(), words.sum(), np.prod(words[2:]), small.sum(), flags.mean())
for x in np.linspace(-20, 20, 401):
    for f in (1.0, 0.37, 1e-9, 40.0):
        y = x * f
        if not same(y):
            show(y)
show(np.sqrt(2.0), np.sqrt(np.int64(9)), np.floor(2.5), np.sqrt(4), np.abs(-2.5), np.square(3))
a = np.arange(6)
a += 2
a[2:4] *= 3
b = a.astype(np.float32)
b += 0.5
b *= np.ones(6)
show(a, b, a > 4, (a > 4) & (a < 9), ~(a > 4), a[a > 4], a[np.array([0, 2])], (a > 4).sum())
mask = a % 2 == 0
n = 0
for i in range(len(mask)):
    if mask[i]:
        n += a[i]
show(n, mask, np.where(mask, a, 0), 5 < a)
try:
    a /= 2
except TypeError as error:
    print(error)
empty = []
e = np.array(empty)
f = np.array([x for x in range(0)])
show(e.shape, f.shape, len(f), f, [x for x in f])
big = np.array([2**63 - 1, 1])
show(big, big[0] // 2)
