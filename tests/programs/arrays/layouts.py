"""Elements of arrays of every layout and element type, read and written by loops."""
import numpy as np


def total(a):
    s = 0
    for i in range(len(a)):
        s = s + a[i]
    return s


def table(a):
    rows, columns = a.shape
    out = []
    for i in range(rows):
        for j in range(columns):
            out.append(a[i, j])
    return out


def chained(a):
    out = []
    for i in range(len(a)):
        for j in range(len(a[i])):
            out.append(a[i][j])
    return out


def double(a):
    for i in range(a.shape[0]):
        a[i] = a[i] * 2
    return a


def raised(action, *args):
    try:
        print("gave", action(*args))
    except Exception as error:
        print(type(error).__name__, error)


base = np.arange(24, dtype=np.float64)
grid = base.reshape(4, 6)
for a in (
    base,
    base[::-1],
    base[3:17:3],
    base[20:4:-4],
    base[:0],
    grid[:, 2],
    grid[1],
    np.broadcast_to(np.array(2.5), (4,)),
    base.astype(">f8"),
    base.astype(">i4"),
    base.astype(np.float16),
    base.astype(np.complex64),
    base.astype(np.complex128),
    base > 4,
    base.astype(object),
):
    print(a.dtype, total(a), double(a.copy())[:3])
for name in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32"]:
    a = np.arange(5).astype(name)
    print(name, total(a), repr(a[3]), double(a))
packed = np.zeros(4, dtype=[("tag", "u1"), ("x", "f8"), ("n", "<i4")])
packed["x"] = [1.5, 2.5, 3.5, 4.5]
packed["n"] = [1, 2, 3, 4]
print(total(packed["x"]), total(packed["n"]), double(packed["x"]), double(packed["n"]))
print(packed[1], packed[1]["x"])
print(table(grid), table(grid.T)[:8], table(grid[::-1, ::-2]))
print(chained(np.asfortranarray(grid))[:9], chained(grid[1:3, 4:]))
words = np.array(["ab", "c", "def"])
print([words[i] for i in range(len(words))], words[1] + "x")

fixed = np.arange(3.0)
fixed.flags.writeable = False
raised(double, fixed)
raised(total, fixed)
raised(double, np.broadcast_to(np.array([1.0, 2.0]), (2,)))
raised(total, np.array(3.0))
raised(total, 5)
raised(table, base)
raised(table, np.zeros((2, 3, 2)))


def first_and_last(a):
    return a[0], a[-1], a[-len(a)]


def beyond(a, i):
    return a[i]


def beyond2(a, i, j):
    return a[i, j]


def beyond_row(a, i, j):
    return a[i][j]


def write(a, i, value):
    a[i] = value
    return a[i]


def write2(a, i, j, value):
    a[i, j] = value
    return a[i, j]


def write_row(a, i, j, value):
    a[i][j] += value
    return a[i][j]


print(first_and_last(base), first_and_last(grid[2]))
for i in (3, -24, 24, -25, 2**70, -(2**70)):
    raised(beyond, base, i)
for i, j in ((3, 5), (4, 0), (-5, 0), (0, 6), (0, -7), (-1, -1), (2**64, 0), (0, 2**64)):
    raised(beyond2, grid, i, j)
    raised(beyond_row, grid, i, j)
    raised(write2, grid.copy(), i, j, 1.5)
    raised(write_row, grid.copy(), i, j, 1.5)
for value in (7, 2.75, True, np.float32(1.1), np.int64(3), None, "x", "2.5", [1], 2**70, 1e300, float("nan")):
    for name in ("float64", "float32", "int64", "int32", "uint8", "bool", "int8", "uint16", "object", "complex128"):
        a = np.zeros(3, dtype=name)
        try:
            print(name, repr(write(a, 1, value)))
        except Exception as error:
            print(name, type(error).__name__, error)
for value in (255, 256, -1, 2**31, 2**63, 2**62, -(2**62) - 1, 2**63 - 1):
    for name in ("int64", "int32", "uint8"):
        raised(write, np.zeros(2, dtype=name), 0, value)
