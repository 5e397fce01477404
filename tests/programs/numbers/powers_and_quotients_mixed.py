# Powers of floats of either sign, and quotients of numbers of any kind.
import math


def root(x):
    return x ** 0.5


def power(x, y):
    return x ** y


for x in (4.0, 2.0, 0.0, -0.0, -4.0, 1e-310, 1e308, float("inf"), float("-inf"), float("nan")):
    print(x, root(x), end=" ")
    for y in (0.5, -0.5, 1.5, -1.5, 2.0, 0.25, 3, -2, 0, True):
        try:
            print(power(x, y), end=" ")
        except (ZeroDivisionError, OverflowError) as error:
            print(type(error).__name__, error, end=" ")
    print()


class Body:
    def __init__(self, x, y, m):
        self.x = x
        self.y = y
        self.m = m
        self.vx = self.vy = 0


def step(bodies, dt):
    for a in bodies:
        fx = fy = 0
        for b in bodies:
            if a is not b:
                dx, dy = b.x - a.x, b.y - a.y
                d2 = dx * dx + dy * dy + 0.01
                inv = b.m / (d2 * d2 ** 0.5)
                fx += dx * inv
                fy += dy * inv
        a.vx += fx * dt
        a.vy += fy * dt
    for a in bodies:
        a.x += a.vx * dt
        a.y += a.vy * dt


bodies = [Body(0, 0, 100), Body(10, 0, 1), Body(0, 20.5, 2.5)]
for _ in range(50):
    step(bodies, 0.25)
print([(b.x, b.y, b.vx, b.vy) for b in bodies])


def quotient(a, b):
    return a / b


def halve(a, b):
    a /= b
    return a


def distances(points):
    out = []
    for x, y in points:
        out.append((x * x + y * y) ** 0.5)
        d2 = x * x + y ** 2 + 0.5
        out.append(d2 ** 1.5 / (d2 * d2 ** -0.5))
        out.append((x - y + 0.5) ** 2)
    return out


class Place:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def far(self):
        return (self.x * self.x + self.y ** 2) ** 0.5 + (self.x * self.x + 1.0) ** -1.5


print(distances([(3, 4), (0.5, 2), (-1, -2.5), (0, 0), (10**20, 1.5), (float("nan"), 1), (-0.0, 0)]))
print([Place(x, y).far() for x, y in ((3, 4), (2.5, -1), (0, 0.0), (True, 2**70))])
for x in (10**400, -1.5):
    try:
        print(Place(x, 1).far())
    except OverflowError as error:
        print(error)

values = [7, 2, -3, 0, 0.0, -0.0, 2.5, True, 2**53, 2**53 + 1, 2**62, 10**30, 1e300, 1e-300, 5e-324, 3j, "a", None, [1]]
for a in values:
    row = []
    for b in values:
        for f in (quotient, halve):
            try:
                row.append(repr(f(a, b)))
            except (ZeroDivisionError, OverflowError, TypeError) as error:
                row.append(str(error)[:24])
    print(repr(a), " ".join(row))
print(math.copysign(1, quotient(0, -5.0)), math.copysign(1, quotient(0, -5)), quotient(10**17 + 1, 10), quotient(2**60 + 1, 3))
kept = [1e300 * k for k in range(3)]
print([quotient(k, 1e-5) for k in kept], kept)
