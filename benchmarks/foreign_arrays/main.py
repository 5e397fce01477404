"""Whole-array NumPy calls from compiled code: the work is in NumPy."""

import sys
import time

import numpy as np


def main():
    start = time.perf_counter()
    n = 1000
    a = np.linspace(0.0, 1.0, n)
    total = 0.0
    for i in range(60000):
        b = a * 1.5 + i
        b -= a
        total += float(b.max()) + float(b[i % n])
    print(f"{total:.6f}")

    grid = np.arange(1000000, dtype=np.float64).reshape(1000, 1000)
    for _ in range(20):
        grid = np.sqrt(grid * grid + 1.0)
    print(round(float(grid.mean()), 9), grid.sum(axis=0)[:3].round(6))
    print("kernel", time.perf_counter() - start, file=sys.stderr)


main()
