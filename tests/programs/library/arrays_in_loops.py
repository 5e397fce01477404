# Items of arrays whose typecode is known: read, written and appended in place, with the errors of the runtime.
from array import array


def sieve(n):
    flags = array("b", [1]) * (n + 1)
    flags[0] = flags[1] = 0
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
        i += 1
    return sum(flags)


def dot(a, b):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def fill(code_array, n):
    for i in range(n):
        code_array.append(i)
    return code_array


def overflow(a, start):
    x = start
    try:
        for i in range(100):
            a[i % len(a)] = x
            x = x * 3 + 1
    except OverflowError as e:
        return a, x, str(e)


def swaps(a):
    for i in range(len(a) // 2):
        a[i], a[-1 - i] = a[-1 - i], a[i]
    return a


def outside(a):
    k = 0
    try:
        while True:
            k += a[k] < 100
    except IndexError as e:
        return k, str(e)


def outside_set(a):
    k = 0
    try:
        while True:
            a[k] = 1
            k += 1
    except IndexError as e:
        return k, str(e)


def shrinking(a):
    seen = []
    for x in a:
        seen.append(x)
        a.pop()
    return seen, a


def growing(a):
    n = 0
    for x in a:
        n += 1
        if n < 20:
            a.append(x)
    return n, len(a)


def moments(a):
    m = s = 0
    for x in a:
        m += x
        s += x * x
    return m, s


def hashes(n):
    h = array("Q", [14695981039346656037] * 4)
    for i in range(n):
        k = i & 3
        h[k] = (h[k] ^ i) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return h


def fib(n):
    a = array("q", [0, 1])
    try:
        for i in range(n):
            a.append(a[-1] + a[-2])
    except OverflowError as e:
        print(e)
    return a[-1], len(a)


def mixed(a, values):
    out = []
    for v in values:
        try:
            a[0] = v
        except (TypeError, OverflowError) as e:
            out.append(str(e))
        else:
            out.append(a[0])
    return out


class Grid:
    def __init__(self, w, h):
        self.w, self.h = w, h
        self.data = array("d", [0.0]) * (w * h)

    def at(self, x, y):
        return self.data[y * self.w + x]

    def put(self, x, y, v):
        self.data[y * self.w + x] = v

    def relax(self, turns):
        d, w = self.data, self.w
        for _ in range(turns):
            for y in range(1, self.h - 1):
                for x in range(1, w - 1):
                    k = y * w + x
                    d[k] = 0.25 * (d[k - 1] + d[k + 1] + d[k - w] + d[k + w])


print(sieve(1000))
a = array("d", [i * 0.5 for i in range(100)])
print(dot(a, a), dot(a, a[::-1]))
for c in "bBhHiIlLqQfd":
    print(c, sum(fill(array(c), 100)))
for c in "bBhHiIlLqQ":
    print(overflow(array(c, [0, 0, 0]), 1), overflow(array(c, [0, 0, 0]), -1))
print(overflow(array("f", [0, 0]), 1), overflow(array("d", [0, 0]), 7))
for c in "bBhHiIlLqQfd":
    print(swaps(array(c, range(9))), outside(array(c, range(5))), outside_set(array(c, range(5))))
    print(shrinking(array(c, range(8))), growing(array(c, range(3))), moments(array(c, range(50))))
print(hashes(1000))
print(fib(120))
print(mixed(array("i", [0]), [1, True, 2.0, "x", None, 2**31, -2**31]))
print(mixed(array("d", [0]), [1, True, 2.0, "x", None, 2**31, 10**400]))
print(mixed(array("f", [0]), [1, True, 0.1, 1e300, -0.0]))
g = Grid(12, 9)
for x in range(12):
    g.put(x, 0, 100.0)
g.relax(50)
print([round(g.at(x, 4), 6) for x in range(12)])
typed = array("I", [7, 8, 9])
typed[1] += 5
typed[-1] -= 9
print(typed, typed[True], typed[1:], len(typed), bool(typed), bool(typed[:0]), [x for x in typed if x])
try:
    typed[2] -= 1
except OverflowError as e:
    print(e)
x, y, z = typed
print(x, y, z, max(typed), min(typed), sorted(typed), 12 in typed, {x for x in typed})
first, *rest = typed
print(first, rest, list(map(float, typed)), list(zip(typed, "abc")), dict(enumerate(typed)))
big = array("Q", [2**64 - 1, 2**63, 1])
print([v + 1 for v in big], big[0] * 2, -big[1])
matrix = [array("d", [i * j for j in range(4)]) for i in range(4)]
total = 0.0
for row in matrix:
    for k in range(4):
        total += row[k]
        row[k] = total
print(total, matrix[3])
maybe = None
for turn in range(3):
    if maybe is not None:
        maybe[0] += 1
        print(maybe)
    maybe = maybe or array("h", [turn])
s = array("u", "héllo")
print(s[1], s, [c for c in s], s.tounicode())
s[0] = "J"
print("".join(s))
