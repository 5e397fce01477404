"""k-means over Fisher's measurements of 150 iris flowers.

The data is in iris.csv, beside this file (R. A. Fisher, "The use of
multiple measurements in taxonomic problems", 1936; public domain). The loops
are compiled; the arrays they run over are NumPy's.
"""

import os.path
import sys

import numpy as np


def read_flowers(path):
    """The measurements as a list of rows, and the species of each."""
    rows = []
    species = []
    with open(path) as file:
        columns = file.readline().strip().split(",")
        for line in file:
            fields = line.strip().split(",")
            rows.append([float(field) for field in fields[:-1]])
            species.append(fields[-1])
    return columns[:-1], rows, species


def first_centers(points, k):
    """The first flower, then always the one farthest from all taken."""
    n, d = points.shape
    centers = np.zeros((k, d))
    centers[0] = points[0]
    nearest = np.full(n, np.inf)
    for c in range(1, k):
        far = 0
        for i in range(n):
            distance = 0.0
            for j in range(d):
                difference = points[i, j] - centers[c - 1, j]
                distance += difference * difference
            if distance < nearest[i]:
                nearest[i] = distance
            if nearest[i] > nearest[far]:
                far = i
        centers[c] = points[far]
    return centers


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


def move(points, labels, centers):
    """Puts every center in the middle of its points."""
    k = len(centers)
    counts = [0] * k
    sums = np.zeros(centers.shape)
    for i in range(len(points)):
        c = int(labels[i])
        counts[c] += 1
        for j in range(points.shape[1]):
            sums[c, j] += points[i, j]
    for c in range(k):
        if counts[c] > 0:
            centers[c] = sums[c] / counts[c]
    return counts


def main():
    directory = os.path.dirname(os.path.abspath(sys.argv[0]))
    path = os.path.join(directory, "iris.csv")
    if not os.path.exists(path):
        path = "iris.csv"
    columns, rows, species = read_flowers(path)
    points = np.array(rows)
    print(f"{len(points)} flowers, {len(columns)} measurements each")
    for name, low, mean, high in zip(columns, points.min(axis=0), points.mean(axis=0), points.max(axis=0)):
        print(f"  {name:14}{low:5.1f}{mean:7.3f}{high:6.1f}")

    k = 3
    centers = first_centers(points, k)
    labels = np.full(len(points), -1, dtype=np.int64)
    counts = [0] * k
    turn = 0
    while True:
        turn += 1
        changed, cost = assign(points, centers, labels)
        counts = move(points, labels, centers)
        print(f"turn {turn}: {changed} changed, cost {cost:.4f}")
        if changed == 0:
            break

    print("centers:")
    for c in range(k):
        print(" ", counts[c], "flowers at", np.round(centers[c], 3))

    table = {}
    for i, kind in enumerate(species):
        if kind not in table:
            table[kind] = [0] * k
        table[kind][int(labels[i])] += 1
    print("species against cluster:")
    right = 0
    for kind, row in sorted(table.items()):
        print(f"  {kind:12}", row)
        right += max(row)
    print(f"purity {right / len(species):.3f}")


if __name__ == "__main__":
    main()
