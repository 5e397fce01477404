"""Objects as the keys of a dict, with __hash__ and __eq__ of their own."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __hash__(self):
        return self.x * 31 + self.y

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


def main():
    grid = {}
    for turn in range(5):
        for x in range(150):
            for y in range(150):
                p = Point(x, y)
                if p in grid:
                    grid[p] += turn
                else:
                    grid[p] = x ^ y
    total = 0
    for p, n in grid.items():
        total += n * (p.x - p.y + 1)
    print(len(grid), total)
    seen = set()
    for i in range(100000):
        seen.add(Point(i % 211, i % 97))
    print(len(seen))


main()
