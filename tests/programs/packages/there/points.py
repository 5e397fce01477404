class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y

    def scaled(self, k):
        return Point(self.x * k, self.y * k)


def total(points):
    t = 0
    for p in points:
        t += p.norm()
    return t


def make(n):
    return [Point(i, i + 1) for i in range(n)]


LIMIT = 10


def limit():
    return LIMIT * 2
