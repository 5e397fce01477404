"""Attributes of values whose class nobody knows beforehand."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __hash__(self):
        return self.x * 31 + self.y

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


class Body:
    def __init__(self, x):
        self.x = x
        self.mass = 1.5


class Other:
    x = "class"


class Lazy:
    def __init__(self, give):
        if give:
            self.late = 3

    def __getattr__(self, name):
        return "made " + name


class Sub(Point):
    pass


def anything(items, n):
    return items[n]


things = [Point(1, 2), Body(2.5), Other(), Sub(3, 4), Lazy(True), Lazy(False), "text", 5, None]
for n in range(len(things)):
    thing = anything(things, n)
    for name in ("x", "mass", "late"):
        try:
            if name == "x":
                value = thing.x
            elif name == "mass":
                value = thing.mass
            else:
                value = thing.late
            print(n, name, value)
        except AttributeError as error:
            print(n, name, error)
del things[0].x
try:
    print(anything(things, 0).x)
except AttributeError as error:
    print(error)
grid = {}
for x in range(5):
    for y in range(5):
        grid[Point(x, y)] = x * y
print(Point(3, 4) in grid, Point(5, 5) in grid, grid[Point(2, 2)], Sub(1, 1) in grid)
try:
    print(Point(1, 1) == 3)
except AttributeError as error:
    print(error)
for decimals in range(6):
    for x in (0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 1e-7, -1e-9, 123456.789, 0.0, -0.0, 1 / 3, 2 / 3, 1e15 + 0.5, 4503599627370495.5, 1e22, 5e-324, 0.045, 1.005, 2.675, 99.995):
        print(f"{x:.{decimals}f}", "%.*f" % (decimals, x), round(x, decimals), end=" ")
    print()
print(f"{1.1:.17f} {1.1:.18f} {1.1:.30f} {123456789.123456789:,.3f} {12.5:+08.1f} {0.1:e}")
