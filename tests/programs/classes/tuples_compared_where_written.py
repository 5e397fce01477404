"""Tuples that are compared or hashed where they are written."""
nan = float("nan")


class Loud:
    def __init__(self, name, key):
        self.name = name
        self.key = key

    def __eq__(self, other):
        print(self.name, "==", other.name)
        return self.key == other.key

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return f"{self.name} less"

    def __hash__(self):
        print("hash", self.name)
        return self.key


class Odd:
    def __bool__(self):
        raise ValueError("no truth")


class Answers:
    def __eq__(self, other):
        return Odd()


class Point:
    def __init__(self, x, y, name=None):
        self.x = x
        self.y = y
        self.name = name

    def __eq__(self, other):
        if other.__class__ is self.__class__:
            return (self.x, self.y) == (other.x, other.y)
        return NotImplemented

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __le__(self, other):
        if type(other) is type(self):
            return (self.x, self.y, self.name) <= (other.x, other.y, other.name)
        return NotImplemented

    def __hash__(self):
        return hash((self.x, self.y))

    def copy(self):
        return type(self)(self.x, self.y)

    def twin(self):
        return self.__class__(self.x, self.y, "twin")


class Sub(Point):
    def __eq__(self, other):
        return type(self) == type(other) and super().__eq__(other)

    __hash__ = Point.__hash__


class Real:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def __eq__(self, other):
        return (self.a, self.b) == (other.a, other.b)

    def __ne__(self, other):
        return (self.a, self.b) != (other.a, other.b)

    def __gt__(self, other):
        return (self.a, self.b) > (other.a, other.b)

    def __ge__(self, other):
        return (self.a, self.b) >= (other.a, other.b)

    def __hash__(self):
        return hash((self.a, self.b, 1.5))


def step(n):
    print("item", n)
    return n


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


def main():
    a, b = Loud("a", 1), Loud("b", 1)
    c, d = Loud("c", 2), Loud("d", 3)
    print((a, c) == (b, d), (a, c) != (b, d))
    print((a, c) < (b, d), (a, a) == (a, b))
    print(hash((a, c)) == hash((b, Loud("e", 2))))
    print((step(1), step(2)) == (step(1), step(3)))
    print((step(1), step(2)) < (step(2), step(0)))
    print((1, "x") < (1, "y"), (1, "x") <= (1, "x"), (1, "x") >= (1, "y"), (1, 2.5) > (1, 2))
    print((True, 0) == (1, False), (10**30, 1) < (10**30, 2), (1,) == (1.0,))
    print((nan, 1) == (nan, 1), (nan,) < (nan,), (nan, 1) < (nan, 2), (nan,) == (float("nan"),))
    print((None, 1) == (None, 1), (None, 1) < (None, 2))
    attempt(lambda: (None, 1) < (1, 1))
    attempt(lambda: (1, "x") < ("x", 1))
    attempt(lambda: (Answers(), 1) == (Answers(), 1))
    attempt(lambda: hash(([], 1)))
    attempt(lambda: hash((1, {})))
    attempt(lambda: (1, [2]) == (1, [2]))
    attempt(lambda: (1, 2) == (1, 2, 3))
    attempt(lambda: (1, 2) < (1, 2, 3))
    attempt(lambda: () == ())
    print(hash((1, 2)) == hash(tuple([1, 2])), hash((1.5, "x")) == hash((3 / 2, "x")), hash((-1,)) == hash(tuple([-1])))
    p, q = Point(1, 2), Point(1, 3)
    print(p == q, p == p.copy(), p < q, p <= q, p != q, p == 5, {p: 1}[p.copy()])
    attempt(lambda: Point(1, 2) <= Point(1, 2))
    attempt(lambda: Point(1, 2) <= 5)
    s = Sub(1, 2)
    print(type(s.copy()).__name__, type(s.twin()).__name__, s.twin().name, s == p, p == s, s == s.copy(), len({p, s, q}))
    print(Point("a", 1) < Point("b", 0), Point(1.5, 2) == Point(1.5, 2.0))
    r, t = Real(nan, 1.0), Real(0.5, 2.0)
    print(r == r, r != r, r > r, r >= r, r == t, t > Real(0.5, 1.0), t >= Real(0.5, 2.0), hash(t) == hash(Real(0.5, 2.0)))
    print(r == Real(nan, 1.0), r != Real(float("nan"), 1.0), Real(0.0, 1.0) == Real(-0.0, 1.0))
    found = sorted([Point(3, 1), Point(1, 2), Point(1, 1), Point(2, 9)])
    print([(point.x, point.y) for point in found], found.index(Point(2, 9)))
    total = 0
    for i in range(100):
        for j in range(100):
            if (i, j) < (j, i):
                total += 1
            if (i % 7, j % 5) == (j % 7, i % 5):
                total += 10
    print(total)
    print(p.__class__ is Point, type(s) is Point, s.__class__ is not type(p), type(p) == Point)


main()
