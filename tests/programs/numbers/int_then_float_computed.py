"""Variables that begin as ints and hold floats then: sums, products and comparisons of them."""


def escape(cr, ci, limit):
    zr = zi = 0
    for n in range(limit):
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        if zr * zr + zi * zi > 4:
            return n, zr, zi
    return limit, zr, zi


def kept(xs):
    """What is computed stays a variable, and is looked at behind the loop."""
    a = b = 0
    square = 0
    for x in xs:
        square = a * b - a
        a, b = a + x, b - x
    return a, b, square, square * 2, -square, square == 0, square < 1


def negative(xs):
    """An int is never -0.0."""
    a = -3
    p = 0
    for x in xs:
        p = p * a
        if p == 0:
            p = p + x
        a = x
    return a, p, 1 / p if p else str(p), repr(p * -0.0)


def grows(n):
    """Ints that grow without end stay exact."""
    a = 3
    s = 0
    for k in range(n):
        a = a * a
        s = s + a
    return s + 0.5 if n < 3 else s


def mixed(n):
    a = 3
    for k in range(n):
        b = a * a * a
        a = b * 0.5 if k % 2 else b
    return a


def large(x):
    a = 9007199254740993
    b = a * a
    if x:
        a = x
    return a * 2, b, a - 1, a > 1.5


def branches(flag, x):
    v = 7
    if flag:
        v = x * 0.25
    w = v * v + v
    return w, w - 56, w * 0, w == 56, [w], {w: v}


for point in ((0.3, 0.5), (-1.0, 0.0), (1.5, 1.5), (0.0, 0.0), (-0.0, -0.0)):
    print(escape(*point, 40))
for xs in ([], [1.5], [0.5, -0.0, 2.0], [0.0, -0.0], [float("inf"), 1.0], [1e308, 1e308]):
    print(kept(xs), negative(xs))
for n in range(7):
    print(grows(n), mixed(n))
print(large(0), large(0.5), branches(False, 1.0), branches(True, 1.0), branches(True, -0.0))
