# Sizes that are used when the view they were read from is gone, and its place taken by another.
import numpy as np


def shapes(a):
    n = a.shape[1]
    print(a[:, 1:].shape, a[:, : n - 1].shape)


shapes(np.ones((5, 4)))


def harris(image):
    m, n = image.shape
    dx = (image[1:, :] - image[: m - 1, :])[:, 1:]
    dy = (image[:, 1:] - image[:, : n - 1])[1:, :]
    a, b, c = dx * dx, dy * dy, dx * dy
    trace = a + b
    return a * b - c * c - 0.05 * trace * trace


print(harris(np.arange(24, dtype=np.float64).reshape(4, 6)))


def last(a):
    rows = a.shape[0]
    a = a[1:]
    b = a[2:].copy()
    return rows, a.shape[0], b.shape[0]


print(last(np.zeros((7, 2))))
