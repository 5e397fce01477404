"""Loops over float64 arrays that take several elements at a time: every length, views of one
array that overlap, arrays that are not packed, cannot be written, or are passed twice."""

import numpy as np


def scale(a, k):
    for i in range(len(a)):
        a[i] = a[i] * k


def add(a, b, out):
    for i in range(len(a)):
        out[i] = a[i] + b[i] * 0.5


def relax(old, new):
    rows, columns = old.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            new[i, j] = 0.25 * (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1])


def ratio(a, b, out):
    for i in range(len(a)):
        out[i] = a[i] / b[i]


def length(a):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * a[i]
    return total ** 0.5


def main():
    for n in list(range(12)) + [16, 17, 25]:
        a = np.arange(n, dtype=np.float64) - 3.0
        scale(a, 0.5)
        b = np.linspace(0.0, 1.0, n) if n else np.zeros(0)
        out = np.zeros(n)
        add(a, b, out)
        print(n, a.tolist(), [round(x, 6) for x in out.tolist()], round(float(length(a)), 9))
        add(a, a, a)
        print(a.tolist())

    base = np.arange(40, dtype=np.float64)
    for start in (0, 1, 2, 3, 4, 8, 20):
        a = base.copy()
        add(a[0:16], a[5:21], a[start : start + 16])
        print(start, a.tolist())
    a = base.copy()
    scale(a[::2], -1.0)
    scale(a[::-1], 3.0)
    print(a.tolist())
    add(a[:20], a[20:], a[39:19:-1])
    print(a.tolist())

    old = np.arange(81, dtype=np.float64).reshape(9, 9) ** 1.5
    new = np.zeros((9, 9))
    relax(old, new)
    relax(new, old)
    print(np.round(old, 6).tolist())
    relax(old, old)
    print(np.round(old, 6).tolist())
    relax(old.T, new)
    relax(new, old.T)
    print(np.round(new, 6).tolist())

    fixed = np.arange(12, dtype=np.float64)
    fixed.flags.writeable = False
    try:
        scale(fixed, 2.0)
    except ValueError as error:
        print(error)
    try:
        add(np.ones(12), fixed, np.zeros(7))
    except IndexError as error:
        print(error)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.zeros(12)
        ratio(fixed, fixed - 5.0, out)
        print(np.round(out, 6).tolist())


main()
