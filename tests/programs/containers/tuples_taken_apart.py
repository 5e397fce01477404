# Tuples that are taken apart where they are made need not be made; what they
# hold lives and dies all the same.


class Grid:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, at):
        row, column = at
        return self.rows[row][column]

    def __setitem__(self, at, value):
        row, column = at
        self.rows[row][column] = value


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def ends(items):
    return items[0], items[-1]


def hold():
    pair = (Loud("first"), 1)
    number = pair[1]
    print("held", number)
    loud, _ = Loud("second"), number
    print("unpacked", loud.name)
    pair = None
    print("dropped")


def quotients():
    for a, b in ((17, 5), (-17, 5), (17, -5), (10**30, 7), (0, 3), (1, 0), (True, 2)):
        try:
            q, r = divmod(a, b)
            print(q, r, divmod(a, b), (a, b) == (q * b + r, b))
        except ZeroDivisionError as e:
            print(e)
    print(divmod(7.5, 2), divmod(7, 2.0))


def wrong():
    pair = (1, 2)
    try:
        a, b, c = pair
    except ValueError as e:
        print(e)
    a, *b = pair
    print(a, b, pair is pair, (1, a) is pair, len((a, a)), (a, a)[1], (a, a)[-1])
    try:
        print((a, a)[2])
    except IndexError as e:
        print(e)


grid = Grid([[1, 2], [3, 4]])
grid[0, 1] = 7
print(grid[0, 1], grid[1, 0], sum(grid[i, j] for i in range(2) for j in range(2)))
low, high = ends([5, 6, 7])
print(low, high, ends("ab"))
hold()
quotients()
wrong()
