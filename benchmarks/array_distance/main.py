"""All distances between points: three nested loops over float64 arrays."""

import sys
import time

import numpy as np


def distances(points, out):
    n, d = points.shape
    for i in range(n):
        for j in range(n):
            square = 0.0
            for k in range(d):
                difference = points[i, k] - points[j, k]
                square += difference * difference
            out[i, j] = square ** 0.5


def main():
    n = 700
    points = np.empty((n, 3))
    for i in range(n):
        points[i, 0] = i * 7 % 101
        points[i, 1] = i * 13 % 97 / 2
        points[i, 2] = i * 29 % 89 / 4
    out = np.ones((n, n))
    start = time.perf_counter()
    distances(points, out)
    took = time.perf_counter() - start
    print(round(float(out.sum()), 6), round(float(out.max()), 9), out[3, 5])
    print("kernel", took, file=sys.stderr)


main()
