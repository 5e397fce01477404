"""A loop over a float64 array that only reads."""

import sys
import time

import numpy as np


def total(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i]
    return s


def main():
    a = np.arange(8000000, dtype=np.float64)
    a %= 1000.0
    start = time.perf_counter()
    result = total(a)
    took = time.perf_counter() - start
    print(f"{result:.1f}", float(result) == float(a.sum()))
    print("kernel", took, file=sys.stderr)


main()
