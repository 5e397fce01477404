# Operators, items and context managers of compiled classes, called directly
# where the types are known and through the runtime where they are not.
import argparse

argparse.ArgumentParser()  # CPython is in the program


class V:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return V(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return V(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return V(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return V(-self.x, -self.y)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __eq__(self, other):
        return isinstance(other, V) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"V({self.x}, {self.y})"

    def __radd__(self, other):
        return V(self.x + other, self.y + other)


class W(V):
    """Derived: its reflected method is asked first."""

    def __radd__(self, other):
        return V(100, 100)

    def __rsub__(self, other):
        return "W.__rsub__"


class P:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return P(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        if isinstance(other, P):
            return V(self.x - other.x, self.y - other.y)
        return P(self.x - other.x, self.y - other.y)

    def __repr__(self):
        return f"P({self.x}, {self.y})"


a, b = V(1, 2), V(3, 4)
print(a + b, a - b, a * 3, 3 * a, -a, 2.5 * a, True * a)
print(P(1, 1) + a, P(5, 5) - P(1, 2), P(5, 5) - a, 5 + a)
c = a
c += b
print(a is c, a)
c *= 2
print(a is c, c, a)
print(a + W(1, 1), a - W(1, 1), V(1, 1) == W(1, 1))
print(sum([V(1, 1), V(2, 2)], V(0, 0)), sum([V(1, 1), V(2, 2)]))
for bad in (lambda: a + None, lambda: None + a, lambda: a * None, lambda: "s" + a, lambda: a / 2, lambda: [] + a):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Body:
    def __init__(self):
        self.p = V(0.0, 0.0)
        self.v = V(1.0, 0.5)

    def step(self, dt):
        self.p += self.v * dt
        self.v = self.v * 0.5


body = Body()
for _ in range(3):
    body.step(2)
print(body.p, body.v)


class Grid:
    def __init__(self, w, h):
        self.w = w
        self.cells = [0] * (w * h)

    def __getitem__(self, at):
        x, y = at
        return self.cells[y * self.w + x]

    def __setitem__(self, at, value):
        x, y = at
        self.cells[y * self.w + x] = value

    def __len__(self):
        return len(self.cells)

    def __contains__(self, value):
        return value in self.cells

    def __delitem__(self, at):
        self[at] = -1

    def __iter__(self):
        return iter(self.cells)


g = Grid(3, 2)
g[1, 1] = 5
g[0, 0] = g[1, 1] + 1
g[2, 1] += 7
g[2, 1] *= 2
del g[1, 0]
print(g[1, 1], g[0, 0], list(g), len(g), 5 in g, 9 in g, sum(x for x in g))
try:
    g[5, 5]
except IndexError as e:
    print("IndexError", e)
try:
    g["ab"] = 1
except TypeError as e:
    print("TypeError", e)


class Row:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, at):
        if isinstance(at, slice):
            return Row(self.items[at])
        return self.items[at]

    def __repr__(self):
        return f"Row({self.items})"


r = Row([1, 2, 3, 4])
print(r[0], r[-1], r[1:3], r[::-1], [x for x in r], 3 in r)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def left(self):
        return self.n


print([x * 2 for x in Countdown(4)], sum(Countdown(5)), list(zip(Countdown(3), "abc")))
it = iter(Countdown(3))
print(next(it), it.left(), next(it), next(it, "none"), next(it, "none"))


def delegating():
    yield from Countdown(2)
    x = yield "last"
    print("got", x)


gen = delegating()
print(next(gen), next(gen), next(gen))
try:
    gen.send("sent")
except StopIteration:
    print("stopped")


class Lock:
    depth = 0

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        Lock.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        Lock.depth -= 1
        return kind is KeyError

    def who(self):
        return self.name


with Lock("a") as one, Lock("b") as two:
    print(one.who(), two.who(), Lock.depth)
with Lock("c") as three:
    raise KeyError("swallowed")
print(Lock.depth, three.who())
try:
    with Lock("d"):
        raise ValueError("out")
except ValueError as e:
    print(e, Lock.depth)


class Base:
    def __init__(self, n):
        super(Base, self).__init__()
        self.n = n

    def show(self):
        return f"Base {self.n}"


class Derived(Base):
    def __init__(self, n):
        super(Derived, self).__init__(n + 1)

    def show(self):
        return "Derived of " + super(Derived, self).show()


print(Derived(1).show(), Base(1).show())


class Link:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def last(link):
    p = link
    while p.next is not None:
        p = p.next
    p.next = Link(99, None)
    return p.value


chain = Link(1, Link(2, None))
print(last(chain), last(chain))
missing = chain if len(g) == 0 else None
try:
    missing.next = chain
except AttributeError as e:
    print(e)

changed = V(1, 1)
for n in range(3):
    if n == 2:
        changed = 10
    changed = changed + changed
    print(changed)


def patched(self, other):
    return "patched"


total = V(1, 1)
V.__add__ = patched
print(total + total, sum([total], 1))


# A class derived from int has a power of its own, also with three arguments.
class Power(int):
    def __pow__(self, other, modulus=None):
        return "own", int.__pow__(self, other, modulus)


class Derived(int):
    pass


print(pow(Power(2), 3, 5), pow(Power(2), 3), Power(2) ** 3, pow(Derived(2), Derived(3), 5))


# A class may be called anything.
class Renamed:
    pass


Renamed.__name__ = "with.dots"
print(Renamed.__name__, type("a.b", (), {}).__name__, Renamed.__qualname__)


# A `__repr__` that gives no text is judged as what asked for it.
class NoText:
    def __repr__(self):
        return 5


for show in repr, str, format, "{}".format, "%s".__mod__, ascii, "{!r}".format:
    try:
        print(show(NoText()))
    except TypeError as error:
        print(error)

# What is no class is no base.
for base in 5, "text", None:
    try:
        print(type("X", (base,), {}))
    except TypeError as error:
        print(error)
