"""Lists of floats, which keep raw numbers until something else is done with them."""
import math


def show(xs):
    print(len(xs), xs, bool(xs))


def make(n):
    return [i * 0.5 for i in range(n)]


def error(action):
    try:
        print(action())
    except (IndexError, ValueError, TypeError) as problem:
        print(type(problem).__name__, problem)


def basics():
    xs = [1.5, -0.0, 2.25]
    show(xs)
    xs[0] = xs[-1] + xs[1]
    xs[-2] = 7.0
    xs.append(9.5)
    show(xs)
    error(lambda: xs[4])
    error(lambda: xs[-5])
    for i in range(20):
        xs.append(float(i))
    show(xs)
    total = 0.0
    for x in xs:
        total += x
    print(total, sum(xs), min(xs), max(xs), sorted(xs)[:4], max(xs, key=lambda x: -x))
    print(xs[2:5], xs[::-3], xs[10:2], xs + [0.25], [0.5] * 3, (xs * 2)[-3:])
    print(xs.index(9.5), xs.count(3.0), 4.0 in xs, 4 in xs, "a" in xs, xs.pop(), xs.pop(0), xs.pop(-2))
    error(lambda: xs.index(-1.0))
    xs.insert(1, 0.125)
    xs.insert(100, 0.375)
    xs.remove(3.0)
    del xs[2]
    del xs[1:4]
    show(xs)
    xs.reverse()
    show(xs)
    xs.sort()
    show(xs)
    xs.sort(reverse=True)
    show(xs)
    xs.sort(key=lambda x: x % 3)
    show(xs)
    ys = xs.copy()
    ys[0] = -1.0
    zs = list(xs)
    zs += [1.0, 2.0]
    zs.extend((3.0, 4.0))
    zs.extend(zs)
    print(xs == ys, xs == list(xs), xs < zs, xs[:3], zs)
    zs[1:3] = [8.0]
    zs[::2] = [0.0] * len(zs[::2])
    show(zs)
    zs.clear()
    show(zs)
    zs.append(1.0)
    show(zs)


def shapes(n):
    rows = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            rows[i][j] = i / (j + 1)
    print(rows, [max(row) for row in rows], sum(rows[1]))
    a, b = [1.0, 2.0]
    first, *rest = make(4)
    print(a, b, first, rest, *make(3))
    for i, (x, y) in enumerate(zip(make(3), make(5)[2:])):
        print(i, x, y)
    print([x * 2 for x in make(4) if x], {x for x in make(3)}, tuple(make(2)), list(reversed(make(3))))
    print(list(map(math.floor, make(4))), ", ".join(str(x) for x in make(3)), repr(make(2)))


def emptied():
    xs = make(3)
    while xs:
        xs.pop()
    show(xs)
    xs.append(1.0)
    xs.append(2.0)
    show(xs)
    error(lambda: [][0])
    ys = []
    error(lambda: ys[0])
    ys.append(0.5)
    show(ys)


def specials():
    nan = float("nan")
    xs = [3.0, nan, 1.0, math.inf, -math.inf, 0.0, -0.0]
    xs.sort()
    print(xs)
    ys = [0.0, -0.0, 1.0, -0.0]
    ys.sort()
    print(ys)
    ys.sort(reverse=True)
    print(ys, min(ys), max([0.0, -0.0]), min([-0.0, 0.0]), sum([-0.0]), sum([], 2.5), sum([0.1] * 10), sum([0.5], 1))
    print([nan] == [nan], nan in [nan], [nan].count(nan))


def mixed(flag):
    """The elements are of two types, so the list has words."""
    xs = [1.0, 2.0]
    if flag:
        xs.append(3)
    xs.append(4.5)
    return xs, sum(xs), [type(x).__name__ for x in xs]


def changes():
    """Changed while it is walked."""
    xs = make(5)
    for x in xs:
        if len(xs) < 9:
            xs.append(x + 100.0)
    print(xs)
    ys = make(4)
    it = iter(ys)
    print(next(it), next(it))
    ys.pop()
    ys.append(50.0)
    print(list(it))
    try:
        ys.sort(key=lambda x: ys.append(x) or x)
    except ValueError as problem:
        print(problem, ys)
    zs = make(3)
    zs[1:2] = zs
    print(zs)


def anything(x):
    return x


def dynamic():
    """Reached by code that knows no types."""
    xs = make(4)
    ys = anything([xs, "a"])[0]
    print(xs[2], ys[1], ys)
    ys.append("text")
    print(xs, xs[-1], len(xs))


basics()
shapes(3)
emptied()
specials()
print(mixed(False), mixed(True))
changes()
dynamic()
