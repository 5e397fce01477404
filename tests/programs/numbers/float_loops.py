"""Loops over lists of floats, which take several elements at a time: every length, neighbours,
lists that are the same, indices that leave the list, divisors that are zero, storage that changes."""

import heapq


def scale(a, k):
    for i in range(len(a)):
        a[i] = a[i] * k


def axpy(k, xs, ys):
    for i in range(len(xs)):
        ys[i] = k * xs[i] + ys[i]


def smooth(src, dst):
    for i in range(1, len(src) - 1):
        dst[i] = (src[i - 1] + src[i] + src[i + 1]) * 0.25


def forward(a):
    for i in range(len(a) - 1):
        a[i] = a[i + 1] - a[i]


def backward(a):
    for i in range(1, len(a)):
        a[i] = a[i - 1] + a[i]


def apart(a, by, n):
    for i in range(n):
        a[i + by] = a[i] + 1.0


def divide(a, b, out):
    for i in range(len(a)):
        out[i] = a[i] / b[i]


def divide_all(a, k):
    for i in range(len(a)):
        a[i] = a[i] / k


def copy(a, b, n):
    for i in range(n):
        b[i] = a[i]


def weighted(a):
    total = 0.0
    for i in range(len(a)):
        total += a[i] / ((i + 1) * (i + 2))
    return total


def both(a, out):
    total = 1.0
    for i in range(len(a)):
        t = a[i] * 0.5 - 1.0
        total = total - t
        out[i] = abs(-t)
    return total


def counted(a, n):
    i = 0
    while i < n:
        a[i] = a[i] + 0.125
        i += 1
    return i


def pivot(a, j, n):
    for i in range(j + 1, n):
        a[i] = a[i] - a[j] * 2.0


def two(a, b):
    for i in range(len(a) - 1):
        a[i] = b[i] + 1.0
        a[i + 1] = b[i] * 2.0


def later(a, b):
    for i in range(len(a) - 1):
        a[i + 1] = b[i] + 1.0
        b[i] = a[i] * 2.0


def item(i):
    return float((i * 37) % 11) - 4.5


def made(n):
    return [item(i) for i in range(n)]


def attempt(what):
    try:
        return what()
    except (IndexError, ZeroDivisionError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def show(name, *values):
    print(name, *[[round(x, 4) for x in v] if isinstance(v, list) else v for v in values])


def main():
    for n in list(range(14)) + [16, 17, 23, 33]:
        a, b = made(n), made(n)[::-1]
        scale(a, 1.5)
        axpy(0.5, a, b)
        show("axpy", n, a, b)
        c = made(n)
        smooth(b, c)
        show("smooth", c)
        smooth(c, c)
        show("in place", c)
        forward(c)
        show("forward", c)
        backward(c)
        show("backward", c)
        axpy(2.0, c, c)
        show("the same", c)
        show("weighted", round(weighted(made(n)), 9))
        out = [0.0] * n
        show("both", round(both(made(n), out), 9), out)
        a = made(n)
        show("counted", counted(a, n), a)
        a, b = made(n), made(n)
        two(a, b)
        later(a, b)
        show("two", a, b)
        two(a, a)
        later(a, a)
        show("two of one", a)

    for by in range(-2, 12):
        a = made(24)
        apart(a, by, 12)
        show("apart", by, a)
    for j in range(0, 12, 3):
        a = made(19)
        pivot(a, j, len(a))
        show("pivot", a)

    # What has been written before an error stays.
    for zero in (0, 1, 5, 11, 12, 18):
        a, b, out = made(19), [float(i % 3 + 1) for i in range(19)], [9.0] * 19
        b[zero] = 0.0
        show("by zero", attempt(lambda: divide(a, b, out)), out)
    a = made(10)
    show("all by zero", attempt(lambda: divide_all(a, 0.0)), a)
    show("all by", attempt(lambda: divide_all(a, -0.0)), attempt(lambda: divide_all(a, -2.0)), a)
    for n in (8, 9, 15, 20):
        a, b = made(15), [0.5] * 12
        show("too far", n, attempt(lambda: copy(a, b, n)), b)
    a = made(9)
    show("counted too far", attempt(lambda: counted(a, 30)), a)

    # inf, nan, signs of zero, roundings.
    a = [float("inf"), float("-inf"), float("nan"), -0.0, 0.0, 1e308, 5e-324, 0.1, 1e16]
    scale(a, 3.0)
    print(a)
    scale(a, -0.0)
    print(a)
    axpy(1e-300, [1e-300] * 9, a)
    print(a)

    # Lists that keep their items in another way since something of theirs was looked at.
    a = made(19)
    heapq.heapify(a)
    scale(a, 2.0)
    axpy(0.5, a, made(19))
    print(a)


main()
