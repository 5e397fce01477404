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


# Rows that only some turns take: there may be none.
def steps(table, xs, ys):
    for i in range(1, len(xs) + 1):
        for j in range(1, len(ys) + 1):
            if xs[i - 1] == ys[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table


print(steps([[0] * 5 for _ in range(4)], [1, 2, 3], [2, 1, 2, 3]))
try:
    print(steps([[0] * 5 for _ in range(3)], [1, 2, 3], [2, 1, 2, 3]))
except IndexError as error:
    print("IndexError", error, error.__traceback__.tb_next.tb_lineno)


def next_rows(grid):
    """The row below is looked at where there is one, the one above the first is the last."""
    total = 0
    for y in range(len(grid)):
        for x in range(3):
            if y + 1 < len(grid):
                total += grid[y + 1][x]
            if x > 1:
                total -= grid[y - 1][x - 3]
    return total


print([next_rows([[y * x for x in range(3)] for y in range(n)]) for n in range(6)])


def ragged(rows, wanted):
    found = []
    for k in range(len(wanted)):
        for j in range(4):
            if j < len(rows[k]):
                found.append(rows[k][j])
            if j == 2 and wanted[k] >= 0:
                rows[wanted[k]][j] += 1
    return found


print(ragged([[1], [1, 2, 3], [], [4, 5, 6, 7]], [1, -1, 3, 1]))
try:
    print(ragged([[1], [1, 2, 3], []], [1, 0, 1]))
except IndexError as error:
    print("IndexError", error, error.__traceback__.tb_next.tb_lineno)


def grown(table, k):
    """Numbers that leave 63 bits in rows that a condition reaches."""
    for i in range(2):
        for j in range(3):
            if (i + j) % 2 == 0:
                table[i][j] += table[i][j - 1] * table[i][j]
            else:
                table[k][j] = table[i][j] - 1
    return table


print(grown([[3, 4, 5], [6, 7, 8]], 1))
print(grown([[2**40, 2**61, 2**62 - 1], [2**62, -(2**62), 1]], -2))


def shared(rows):
    """One row under several names."""
    for i in range(len(rows)):
        for j in range(1, 3):
            if rows[i][j] > j:
                rows[i][j - 1] = rows[i - 1][j] + 1
            else:
                rows[i - 1][j] = rows[i][j - 1] + 2
    return rows


one = [1, 2, 3]
print(shared([one, one, [0, 5, 0], one]))
print(shared([]), shared([[7, 7, 7]]))


def maybe(rows, k):
    """Rows of another length, or none that a turn asks for."""
    total = 0.0
    for j in range(3):
        if j != k:
            total += rows[0][j]
        else:
            total -= rows[k][j]
    return total


print(maybe([[1.5, 2.5, 3.5]], 0), maybe([[1.5, 2.5, 3.5], []], 7))
try:
    maybe([[1.5, 2.5, 3.5]], 1)
except IndexError as error:
    print("IndexError", error)
try:
    maybe([[1.5, 2.5, 3.5], [1.0]], 1)
except IndexError as error:
    print("IndexError", error)


# What is read before a loop, or where ways meet, is what it was only if nothing changed it.
def met(a, i, j, flag):
    first = a[i]
    if flag:
        a[j] = first + 1
    second = a[i]
    for k in range(3):
        second += a[i]
        if k == 1:
            a[j] += 10
    return first, second, a[i]


print(met([1, 2, 3], 0, 0, True), met([1, 2, 3], 0, 1, True), met([1, 2, 3], 0, -3, False))
