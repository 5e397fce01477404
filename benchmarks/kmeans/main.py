"""k-means over a NumPy array of points: plain loops over `points[i, j]`, a mask and a mean in NumPy"""

import sys
import time

import numpy as np


def make_points(n, d):
    """Three clouds that touch, the same on every machine."""
    points = np.empty((n, d))
    seed = 20
    for i in range(n):
        for j in range(d):
            seed = (seed * 1103515245 + 12345) % 2147483648
            points[i, j] = seed / 2147483648 + i % 3 * (0.3 + 0.2 * j)
    return points


def assign(points, centers, labels):
    """Gives every point its nearest center; how many changed, and the cost."""
    n, d = points.shape
    changed = 0
    cost = 0.0
    for i in range(n):
        best = -1
        best_distance = 0.0
        for c in range(len(centers)):
            distance = 0.0
            for j in range(d):
                difference = points[i, j] - centers[c, j]
                distance += difference * difference
            if best < 0 or distance < best_distance:
                best = c
                best_distance = distance
        if labels[i] != best:
            labels[i] = best
            changed += 1
        cost += best_distance
    return changed, cost


def main():
    k = 3
    points = make_points(4000, 4)
    centers = points[:k].copy()
    labels = np.full(len(points), -1, dtype=np.int64)
    start = time.perf_counter()
    for turn in range(12):
        changed, cost = assign(points, centers, labels)
        for c in range(k):
            mine = points[labels == c]
            if len(mine) > 0:
                centers[c] = mine.mean(axis=0)
        print(f"turn {turn}: {changed} changed, cost {cost:.6f}")
    took = time.perf_counter() - start
    print(np.round(centers, 4))
    print("kernel", took, file=sys.stderr)


main()
