"""What a call into a library costs: numbers in, a number out."""

import math
import sys
import time

import numpy as np


def with_math(n):
    total = 0.0
    for i in range(1, n):
        total += math.sqrt(i) + math.hypot(i, 3.0) - math.log1p(i)
    return total


def with_fractions_of_math(n):
    total = 0
    for i in range(1, n):
        total += math.gcd(i, 360360) + math.isqrt(i)
    return total


def with_numpy(n):
    total = 0.0
    for i in range(n):
        total += float(np.sin(i * 0.001))
    return total


def main():
    start = time.perf_counter()
    print(f"{with_math(1000000):.6f}")
    print(with_fractions_of_math(1000000))
    print(f"{with_numpy(400000):.6f}")
    print("kernel", time.perf_counter() - start, file=sys.stderr)


main()
