# Rows of nested lists are taken once for an inner loop: what the loop does to
# them, and rows that are not there, must show all the same.


def total(rows, i, n):
    s = 0
    for j in range(n):
        s += rows[i][j]
    return s


def add(rows, a, b, n):
    for j in range(n):
        rows[a][j] = rows[a][j] + rows[b][j]


def shifted(rows, n):
    # The row behind the last one is asked for, but the loop does not run.
    out = []
    for i in range(n):
        s = 0
        for j in range(i + 1, n):
            s += rows[i + 1][j] - rows[i][j - 1]
        out.append(s)
    return out


def smooth(old, new, n, m):
    for i in range(1, n - 1):
        for j in range(1, m - 1):
            new[i][j] = (
                0.25 * (old[i - 1][j] + old[i + 1][j]) + 0.25 * (old[i][j - 1] + old[i][j + 1])
            )


def ints():
    rows = [[1, 2, 3], [10, 20, 30], [100, 200, 300]]
    print([total(rows, i, 3) for i in range(3)], total(rows, -1, 3), total(rows, 0, 0))
    for i, n in [(0, 4), (3, 1), (-4, 1), (7, 0)]:
        try:
            print(total(rows, i, n))
        except IndexError as error:
            print(type(error).__name__, error)
    add(rows, 0, 1, 3)
    add(rows, 2, 2, 3)
    print(rows)
    same = [1, 2, 3]
    rows = [same, same]
    add(rows, 0, 1, 3)
    print(rows, rows[0] is rows[1])
    try:
        add(rows, 0, 1, 5)
    except IndexError as error:
        print(error, rows)
    rows = [[1, 2], [2**62, 2**70], [5]]
    add(rows, 0, 1, 2)
    add(rows, 1, 0, 2)
    print(rows)
    add(rows, 2, 0, 1)
    print(rows, shifted([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 3), shifted([[1]], 1))
    try:
        shifted([[1, 2, 3], [4, 5, 6]], 3)
    except IndexError as error:
        print(error)


def floats():
    n, m = 6, 7
    old = [[float(i * j % 5) for j in range(m)] for i in range(n)]
    new = [[0.0] * m for _ in range(n)]
    for _ in range(4):
        smooth(old, new, n, m)
        old, new = new, old
    print([round(x, 6) for x in old[2]])
    old[3].pop()
    try:
        smooth(old, new, n, m)
    except IndexError as error:
        print(error, [round(x, 4) for x in new[3]])
    # In place: what one turn writes the next one reads.
    rows = [[1.0, 2.0, 3.0, 4.0] for _ in range(3)]
    smooth(rows, rows, 3, 4)
    print(rows)
    shared = [1.0, 2.0, 3.0, 4.0]
    rows = [shared, shared, shared]
    smooth(rows, rows, 3, 4)
    print(rows[0])


def prefix(rows, k):
    """Stops before it comes to what is missing."""
    s = 0
    for j in range(100):
        if j == k:
            break
        s += rows[1][j]
    return s


def only_sometimes(rows, n):
    s = 0
    for j in range(n):
        if j > 1:
            s += rows[9][j]
        s += rows[0][j]
    return s


def grows(rows, n):
    for j in range(n):
        rows[0].append(rows[0][j] + rows[1][j])
    return rows


def replaces(rows, n):
    s = 0
    for j in range(n):
        s += rows[0][j]
        if j == 1:
            rows[0] = [7, 7, 7, 7]
    return s


def clears(rows, n):
    s = 0
    for j in range(n):
        s += rows[0][j]
        if j == 1:
            rows[0].clear()
    return s


def maybe_unbound(flag, n):
    if flag:
        rows = [[1, 2, 3]]
    s = 0
    for j in range(n):
        s += rows[0][j]
    return s


def maybe_none(rows, n):
    s = 0
    for j in range(n):
        if rows is not None:
            s += rows[0][j]
        else:
            s -= j
    return s


def cube(a, n):
    s = 0
    for i in range(n):
        for j in range(n):
            for k in range(n):
                a[i][j][k] += a[k][j][i]
                s += a[i][j][k]
    return s


def changes():
    print(prefix([[], [1, 2, 3]], 2), only_sometimes([[1, 2]], 2))
    try:
        print(prefix([[], [1, 2, 3]], 7))
    except IndexError as error:
        print(error)
    try:
        print(only_sometimes([[1, 2, 3]], 3))
    except IndexError as error:
        print(error)
    print(grows([[1, 2], [3, 4]], 2))
    print(replaces([[1, 2, 3, 4]], 4))
    try:
        clears([[1, 2, 3, 4]], 4)
    except IndexError as error:
        print(error)
    print(maybe_unbound(True, 3), maybe_unbound(False, 0))
    try:
        maybe_unbound(False, 3)
    except UnboundLocalError as error:
        print(error)
    print(maybe_none([[1, 2, 3]], 3), maybe_none(None, 3))
    print(cube([[[i + j * k for i in range(4)] for j in range(4)] for k in range(4)], 4))


class Watched:
    def __init__(self, rows):
        self.rows = rows

    def __del__(self):
        self.rows[0].clear()
        self.rows[0].append(-1)


def dies(rows, n):
    """What a variable held empties the row in the first turn."""
    s = 0
    kept = [Watched(rows)]
    other = [None]
    for j in range(n):
        kept = other
        try:
            s += rows[0][j]
        except IndexError:
            s -= 100
    return s, len(kept)


ints()
floats()
changes()
print(dies([[5, 6, 7]], 3))

grid = [[(i * 7 + j * 3) % 10 for j in range(5)] for i in range(4)]
count = 0
for i in range(4):
    for j in range(5):
        grid[i][j] += grid[i - 1][j]
        count += grid[i][j]
print(grid, count)
