# Rows of lists in fields, read in loops: what the field holds is read again where the loop may change it.


class Grid:
    def __init__(self, n, value=0):
        self.rows = [[value] * n for _ in range(n)]
        self.n = n


class Line:
    def __init__(self, n):
        self.items = list(range(n))


class Late:
    def set(self, n):
        self.rows = [[i] * n for i in range(n)]


def product(a, b):
    c = Grid(a.n)
    for i in range(a.n):
        for j in range(a.n):
            total = 0
            for k in range(a.n):
                total += a.rows[i][k] * b.rows[k][j]
            c.rows[i][j] = total
    return c


def filled(grid, x):
    for i in range(grid.n):
        for j in range(grid.n):
            grid.rows[i][j] += x * (i - j)
    return grid.rows


def only_grids(things, n):
    # What the loop asks about is no grid in each turn.
    total = 0
    for thing in things:
        for j in range(n):
            if not isinstance(thing, Grid):
                break
            total += thing.rows[1][j]
    return total


def until_line(thing, n):
    total = 0
    for j in range(n):
        if isinstance(thing, Line):
            total += thing.items[j]
            continue
        total += thing.rows[1][j]
    return total


def perhaps(late, n):
    total = 0
    try:
        for j in range(n):
            total += late.rows[0][j] + late.rows[1][j]
    except AttributeError as e:
        return str(e)
    return total


def none(grid, n):
    total = 0
    for j in range(n):
        if grid is None:
            return "none"
        total += grid.rows[2][j]
    return total


def replaced(grid, other, n):
    total = 0
    for j in range(n):
        total += grid.rows[1][j]
        if j == 1:
            grid.rows = other
    return total


def swapped(a, b, n):
    out = []
    for j in range(n):
        out.append(a.rows[0][j])
        a, b = b, a
    return out


def too_few(grid, n):
    total = 0
    try:
        for j in range(n):
            total += grid.rows[n - 2][j]
    except IndexError as e:
        return total, str(e)
    return total


a = Grid(4, 1)
filled(a, 0.5)
filled(a, 2)
b = Grid(4)
for i in range(4):
    b.rows[i][i] = 2 if i % 2 else 0.25
print(a.rows, b.rows)
print(product(a, b).rows, product(b, b).rows, product(Grid(3, 2), Grid(3, 3)).rows)
print(only_grids([a, Line(3), b, None, a], 4))
print(until_line(a, 3), until_line(Line(5), 3))
late = Late()
print(perhaps(late, 2))
late.set(3)
print(perhaps(late, 3), none(None, 2), none(a, 2), none(None, 0))
print(replaced(Grid(4, 1), [[5] * 4, [0.5] * 4], 4), replaced(Grid(4, 1), [[5] * 4, [7] * 4], 4))
print(swapped(Grid(3, 1), Grid(3, 2.5), 3))
print(too_few(Grid(2, 1), 2), too_few(Grid(3, 1), 6), too_few(Grid(3, 1), 4))
