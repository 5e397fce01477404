"""Named tuples whose items have types, and what takes the types away."""
import copy
import heapq
from collections import namedtuple
from typing import NamedTuple, Optional


class Point(NamedTuple):
    """A place."""

    x: float
    y: float = 0.5

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Point(self.x * k, self.y * k)

    __rmul__ = __mul__

    def dist(self, other):
        return (self.x - other.x) ** 2 + (self.y - other.y) ** 2

    @property
    def norm(self):
        return self.x * self.x + self.y * self.y

    @staticmethod
    def unit():
        return Point(1.0, 0.0)

    @classmethod
    def of(cls, x):
        return cls(x, x)


def total(points):
    at = Point(0.0, 0.0)
    for p in points:
        at = at + p * 2
    return at


points = [Point(i / 4, i * 1.5) for i in range(20)]
print(total(points), 3 * points[3], points[2].norm, Point.unit(), Point.of(2.5), points[1].of(1.0))
print(Point(1.0), Point(y=2.0, x=1.0), Point(1.0, y=7.0))
print(points[4].dist(points[5]), Point.dist(points[1], points[2]))
x, y = points[7]
print(x, y, points[7][0], points[7][-1], points[7][:1], len(points[7]), list(points[7]))
print(points[3] == (0.75, 4.5), points[3] != (0.75, 4.5), points[3] < points[4], points[3] is points[3])
print(hash(points[3]) == hash((0.75, 4.5)), {points[3]: 1}[0.75, 4.5], points[3] in points, (0.75, 4.5) in points)
print(isinstance(points[0], tuple), isinstance(points[0], Point), isinstance(points[0], list), type(points[0]) is Point, type(points[0]).__name__)
print(points[3]._replace(y=1), points[3]._asdict(), points[3]._fields, Point._field_defaults, Point._make([1, 2]))
print(points[3] + (1,) if False else "no", points[3].count(4.5), points[3].index(4.5), Point.__doc__)
print(f"{points[3]} {points[3]!r:>30} %s" % (points[3],), str(points[1]), bool(points[1]))
print(sorted(points, reverse=True)[:2], max(points, key=lambda p: -p.x), min(points))
for bad in (lambda: Point(), lambda: Point(1.0, 2.0, 3.0), lambda: Point(1.0, z=2), lambda: Point(1.0, x=2.0),
            lambda: points[0].z, lambda: points[0]._replace(z=1), lambda: points[0][2], lambda: points[0].z()):
    try:
        print(bad())
    except (TypeError, AttributeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
try:
    points[0].x = 5.0
except AttributeError as e:
    print(e)


class Node(NamedTuple):
    value: int
    left: Optional["Node"] = None
    right: Optional["Node"] = None


def build(lo, hi):
    if lo > hi:
        return None
    mid = (lo + hi) // 2
    return Node(mid, build(lo, mid - 1), build(mid + 1, hi))


def walk(node, depth=0):
    if node is None:
        return 0
    return node.value + depth + walk(node.left, depth + 1) + walk(node.right, depth + 1)


print(walk(build(1, 100)), build(1, 3), build(1, 2).right.value)

Cell = namedtuple("Cell", "row col")
Item = namedtuple("Item", ["name", "price", "tags"], defaults=[2.5, None])
Empty = namedtuple("Empty", "")
print(Cell(1, 2), Item("a"), Item("b", 3, ("x",)), Empty(), Cell.__doc__, Item._field_defaults, Cell.__module__, Cell.__qualname__)
print(hasattr(Cell, "__annotations__"), Cell.__slots__, Cell._fields, Cell.row is not None)
heap = []
for i in range(30):
    heapq.heappush(heap, (i * 7 % 13, Cell(i, -i)))
print([heapq.heappop(heap) for _ in range(5)])
seen = {Cell(i % 3, 0): i for i in range(9)}
print(seen, Cell(2, 0) in seen, (2, 0) in seen, seen[Cell(1, 0)])
print(Cell(2**70, 1.5), Cell("a", None).col, Cell(1, 2) == Cell(1.0, 2), Cell(1, 2) + Cell(3, 4), Cell(1, 2) * 2)
print(copy.copy(Cell(1, [2])), copy.deepcopy(Cell(1, [2])), Cell(*[5, 6]), Cell(**{"row": 1, "col": 2}))
print(list(map(Cell, [1, 2], [3, 4])), [Cell._make(r) for r in ([1, 2], "ab")])


class Money(namedtuple("Money", "amount unit")):
    def __str__(self):
        return f"{self.amount}{self.unit}"

    def __lt__(self, other):
        return self.amount < other.amount

    def double(self):
        return Money(self.amount * 2, self.unit)


class Cents(Money):
    def double(self):
        return Cents(self.amount + self.amount, "c")


m = Money(5, "EUR")
m.note = "mine"
print(m, repr(m), m.note, m.__dict__, m.double(), sorted([Money(3, "a"), Money(1, "z")]), Money.__mro__[1].__name__)
print(Cents(4, "x"), repr(Cents(4, "x").double()), isinstance(Cents(1, 2), Money), m < Money(9, "a"), m == (5, "EUR"))


# What a value may be besides.
def pick(n):
    if n == 0:
        return Cell(1, 2)
    if n == 1:
        return None
    if n == 2:
        return Cell._make(["a", "b"])
    return (7, 8)


for n in range(4):
    got = pick(n)
    print(got, getattr(got, "row", "none"), isinstance(got, Cell), isinstance(got, tuple))
    if got is not None:
        a, b = got
        print(a, b)
        match got:
            case Cell(row=1, col=c):
                print("cell", c)
            case Cell(r, c):
                print("other", r, c)
            case (r, c):
                print("pair", r, c)


def row_of(n):
    got = pick(n)
    try:
        return got.row
    except AttributeError as e:
        return str(e)


print([row_of(n) for n in range(4)])
best = None
for p in points:
    if best is None or p.y - p.x > best.y - best.x:
        best = p
print(best, best.x)

# Classes that change.
A = namedtuple("A", "p q")
a = A(1, 2)
print(a.p)
A.p = property(lambda self: self[0] * 100)
print(a.p, a.q, A(3, 4).p)


class B(NamedTuple):
    u: int

    def show(self):
        return self.u


b = B(3)
print(b.show())
B.show = lambda self: -self.u
print(b.show(), B(4).show())
D = namedtuple("D", "s")
setattr(D, "s", 5)
print(D(1).s, D(1))
D = 3
print(D)


class E(NamedTuple):
    i: int
    j: int

    def __eq__(self, other):
        return self.i == other.i

    def __hash__(self):
        return hash(self.i)

    def __len__(self):
        return 1

    def __bool__(self):
        return self.i > 0


print(E(1, 2) == E(1, 3), len({E(1, 2), E(1, 3)}), len(E(1, 2)), bool(E(0, 5)), "yes" if E(0, 1) else "no", E(1, 2) != E(1, 5))
values = [Cell(i, str(i)) if i % 2 else Point(float(i)) for i in range(4)]
print(values, [v[0] for v in values], [v.row for v in values if isinstance(v, Cell)])
print([v.x if type(v) is Point else v.col for v in values])
