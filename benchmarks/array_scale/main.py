"""A loop that scales a float64 array in place, over and over."""

import sys
import time

import numpy as np


def scale(a, factor):
    for i in range(len(a)):
        a[i] = a[i] * factor


def main():
    a = np.arange(200000, dtype=np.float64)
    start = time.perf_counter()
    for turn in range(30):
        scale(a, 1.0 + turn / 16)
    took = time.perf_counter() - start
    print(a[1], a[-1], a.sum())
    print("kernel", took, file=sys.stderr)


main()
