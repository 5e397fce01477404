# Indices of lists are looked at once, in front of a loop that leaves lists as they are: what
# is not there, counts from the end or is no small int must show all the same, at its turn.


def attempt(function, *args):
    try:
        print(function.__name__, function(*args))
    except (IndexError, ZeroDivisionError) as error:
        print(function.__name__, type(error).__name__, error, args)


def prefix(xs, n):
    for i in range(1, n):
        xs[i] += xs[i - 1]
    return xs


def behind(xs, first, last, by):
    total = 0
    for i in range(first, last):
        total = total * 3 + xs[i - by]
    return total


def down(xs, first, last):
    total = 0
    for i in range(first, last, -1):
        total = total * 3 + xs[i]
        xs[i] = total % 7
    return total, xs


def strided(xs, first, step):
    n = len(xs)
    i = first
    while i < n:
        xs[i] = -xs[i]
        i += step
    return xs


def turned(xs, low, high):
    while low < high:
        xs[low], xs[high] = xs[high], xs[low]
        low += 1
        high -= 1
    return xs


for n in (0, 1, 4, 5):
    attempt(prefix, [1, 2, 3, 4], n)
attempt(prefix, [2**61, 2**61, 2**61, 1], 4)
attempt(prefix, [2**62 - 1, 1, -(2**62), 2**70, 5], 5)
for args in [(0, 4, 0), (1, 4, 1), (0, 4, 2), (0, 5, 0), (0, 4, 5), (3, 2, 9), (-4, 4, 0), (2**65, 2**65 + 1, 0)]:
    attempt(behind, [5, 6, 7, 8], *args)
attempt(behind, [5, 6, 7, 8], 2**70, 2**70 + 3, 2**70 - 1)
for args in [(3, -1), (3, -5), (3, -6), (4, 0), (-1, -5)]:
    attempt(down, [1, 2, 3, 4], *args)
for args in [(0, 1), (1, 2), (-2, 1), (0, 2**62), (-3, 2), (9, 1)]:
    attempt(strided, [1, 2, 3, 4, 5], *args)
for args in [(0, 4), (1, 3), (-2, 2), (0, 5), (3, 1), (-6, 1)]:
    attempt(turned, [1, 2, 3, 4, 5], *args)
attempt(turned, [1, 2**80, 3, -(2**62), 5], 0, 4)


def half_done(xs, n):
    """What was stored before the error stays."""
    try:
        for i in range(n):
            xs[i] = xs[i] * 2
    except IndexError:
        pass
    return xs


attempt(half_done, [1, 2, 3], 7)
attempt(half_done, [1, 2**61, 2**63, 4], 7)


def guarded(xs, k):
    """Only some turns go where there is nothing."""
    found = []
    total = 0
    for i in range(len(xs) + 3):
        if i >= k:
            total += xs[i - k]
        if i + 1 < len(xs):
            total -= xs[i + 1]
    found.append(total)
    return found


for k in (3, 4, 2, -1):
    attempt(guarded, [3, 1, 4, 1, 5], k)


def early(xs, wanted, n):
    """A loop that ends before it gets there."""
    for i in range(n):
        if xs[i] == wanted:
            return i
    return -1


attempt(early, [4, 5, 6], 6, 100)
attempt(early, [4, 5, 6], 7, 3)
attempt(early, [4, 5, 6], 7, 100)


def same(xs, ys):
    """Two names of one list."""
    for i in range(len(xs)):
        ys[i] += xs[len(xs) - 1 - i]
        xs[i] = ys[i] - 1
    return xs, ys


one = [1, 2, 3, 4]
attempt(same, one, one)
attempt(same, one, [0] * 4)
attempt(same, one, [0] * 3)


def shorter(xs, n):
    total = 0
    for i in range(n):
        total += xs[i]
        if total > 5:
            xs.pop()
    return total, xs


attempt(shorter, [1, 2, 3, 4, 5, 6], 4)
attempt(shorter, [1, 2, 3, 4, 5, 6], 6)


class Table:
    def __init__(self, n):
        self.items = [0] * n
        self.floats = [0.5] * n
        self.flags = [False] * n

    def fill(self, n):
        for i in range(n):
            self.items[i] = i * i
            self.floats[i] += i
            self.flags[i] = i % 2 == 0
        return self.items, self.floats, self.flags


attempt(Table(4).fill, 4)
attempt(Table(3).fill, 4)


def counts(xs, n):
    table = [0] * n
    for x in xs:
        table[x] += 1
    return table


attempt(counts, [0, 1, 1, -1, 2], 3)
attempt(counts, [0, 1, 3], 3)


def swapped(xs, i, j):
    """What is in a place that was read is replaced, if it is there still."""
    for _ in range(3):
        a = xs[i]
        xs[j] = a * 2**20
        xs[i] = a + 1
        xs[j] = xs[i] - 1
    return xs


attempt(swapped, [1, 2, 3], 0, 0)
attempt(swapped, [1, 2, 3], 0, -1)
attempt(swapped, [1, 2**40, 3], 1, -2)
attempt(swapped, [1, 2**50, 3], 1, 0)
attempt(swapped, [1, 2**70, 3], -2, 1)


def grown(n, start):
    """Lists that get room for all items at once."""
    xs = [start]
    for i in range(n):
        xs.append(xs[i] + i)
    ys = [x * 0.5 for x in xs]
    flags = []
    for y in ys:
        flags.append(y > 2)
    return xs, ys, flags


attempt(grown, 0, 1)
attempt(grown, 12, 1)
attempt(grown, 3, 2**62 - 2)
attempt(grown, -5, 7)


def mixed(n):
    xs = []
    for i in range(n):
        if i == 9:
            xs.append("text")
        xs.append(i)
    raw = [1.5]
    for i in range(n):
        raw.append(raw[-1] * 2)
    raw.append("end")
    return xs, raw


attempt(mixed, 12)


def remainders(xs, ys):
    out = []
    for x in xs:
        for y in ys:
            try:
                out.append((x % y, x // y))
            except ZeroDivisionError as error:
                out.append(str(error))
    return out


some = [0, 1, 7, 2**31, 2**32 - 1, 2**32, 2**40 + 3, -1, -7, -(2**32), 2**61]
print(remainders(some, some))
print(remainders([2**64, -(2**62), 2**62 - 1], [3, -3, -1, 2**33, 2**65]))
print([0] * 0, [7] * 3, [2**70] * 2, ["a"] * 2, [None] * 2, [1.5] * 2, [True] * 2, [3] * -1)


# Items of a range with a step that is not known, and columns of a flat table, go up by as much
# in each turn.
def marked(n, start, step):
    flags = [True] * n
    for k in range(start, n, step):
        flags[k] = False
    return [k for k in range(n) if flags[k]]


def columns(table, rows, width, column):
    total = 0
    for i in range(rows):
        total = total * 3 + table[i * width + column]
        if i % 2:
            table[i * width + column] = total % 10
    return total, table


for n, start, step in [(10, 0, 3), (10, 4, 1), (10, 9, -4), (10, -3, 5), (5, 2, 2**70), (5, 4, -(2**64)), (6, 5, -1)]:
    attempt(marked, n, start, step)
try:
    marked(3, 0, 0)
except ValueError as error:
    print(error)
for args in [(3, 4, 0), (3, 4, 3), (3, 4, 4), (4, 4, 0), (2, -4, 5), (3, 2**62, 0), (2, 2**63, 1), (0, 4, 0)]:
    attempt(columns, list(range(12)), *args)
