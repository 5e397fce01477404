"""NumPy from a compiled program: create, call, reduce, index, scale in place.

The calls go to the installed NumPy; the loops over elements are compiled
and work on the arrays' own memory.
"""

import numpy as np


def scale(a, factor):
    """Multiplies every element, in place."""
    for i in range(len(a)):
        a[i] *= factor


def trace(matrix):
    """The sum along the diagonal."""
    total = 0.0
    for i in range(matrix.shape[0]):
        total += matrix[i, i]
    return total


def smooth(a):
    """The mean of every element and its neighbours; the ends stay."""
    out = a.copy()
    for i in range(1, len(a) - 1):
        out[i] = (a[i - 1] + a[i] + a[i + 1]) / 3.0
    return out


def main():
    # Create.
    a = np.array([1.5, 2.5, 3.5, 4.5])
    grid = np.arange(12, dtype=np.float64).reshape(3, 4)
    print(a, a.dtype, a.shape)
    print(grid)

    # Call, with and without keywords.
    print(np.sqrt(a).round(3))
    print(np.linspace(0.0, 1.0, num=5, endpoint=True))
    print(np.where(a > 2.0, a, 0.0))

    # Operators run element by element.
    print(a * 2, a + a[::-1], 1 / a)
    print(grid @ grid.T)

    # Reduce.
    print(a.sum(), a.mean(), a.max(), np.argmax(a))
    print(grid.sum(axis=0), grid.mean(axis=1, keepdims=True).shape)

    # Index and slice.
    print(a[2], a[-1], a[1:3], grid[1, 2], grid[:, 1], grid[::2, 1:3])
    mask = grid % 2 == 0
    print(grid[mask], mask.sum())

    # Compiled loops over the same memory; a view shows the change.
    view = a[::2]
    scale(a, 10.0)
    print(a, view)
    scale(view, 0.5)
    print(a)
    square = grid[:, :3]
    print(trace(square), np.trace(square))
    print(smooth(np.array([0.0, 0.0, 9.0, 0.0, 0.0])))

    # Numbers that come back mix with our own.
    ratio = a.sum() / len(a)
    print(f"mean {ratio:.2f}, deviation {a.std():.4f}, {float(ratio) + 1:.1f}")
    try:
        print(a + np.ones(3))
    except ValueError as error:
        print("ValueError:", error)
    try:
        print(a[10])
    except IndexError as error:
        print("IndexError:", error)


if __name__ == "__main__":
    main()
