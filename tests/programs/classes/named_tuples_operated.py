"""Operators, calls and built-in functions over named tuples that define special methods."""
import functools
import operator
from collections import Counter, defaultdict, deque
from typing import NamedTuple


class V(NamedTuple):
    x: int
    y: int = 0

    def __add__(self, o):
        return V(self.x + o.x, self.y + o.y)

    def __radd__(self, o):
        return self if o == 0 else NotImplemented

    def __neg__(self):
        return V(-self.x, -self.y)

    def __abs__(self):
        return abs(self.x) + abs(self.y)

    def __sub__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return V(self.x - o.x, self.y - o.y)

    def __iadd__(self, o):
        return V(self.x + 100 * o.x, self.y)

    def __matmul__(self, o):
        return self.x * o.x + self.y * o.y

    def __call__(self, k, *more):
        return (self.x * k, more)

    def __enter__(self):
        return self.y

    def __exit__(self, *error):
        print("left", self)

    def __int__(self):
        return self.x

    def __round__(self, n=None):
        return round(self.x / 3, n)

    def __divmod__(self, o):
        return divmod(self.x, o)

    def __format__(self, spec):
        return f"<{self.x}|{spec}>"

    def __reversed__(self):
        return iter("back")

    def __contains__(self, item):
        return item == "in"

    def __str__(self):
        return f"({self.x};{self.y})"


vs = [V(i, i * i) for i in range(6)]
print(sum(vs), sum(vs, V(1, 1)), functools.reduce(operator.add, vs), functools.reduce(lambda a, b: a + b, vs))
print(-vs[2], abs(vs[3]), abs(-vs[3]), vs[4] - vs[1], vs[2] @ vs[3], vs[2](7), vs[3](1, 2, 3))
v = vs[1]
v += vs[2]
print(v, int(v), round(v), round(v, 1), divmod(v, 7), f"{v:abc}", "{:q}".format(v), format(v), list(reversed(v)), "in" in v, 1 in v)
with vs[5] as entered:
    print(entered)
for wrong in (lambda: vs[1] - 3, lambda: 3 - vs[1], lambda: vs[1] * 2, lambda: 2 * vs[1], lambda: (1, 2) + vs[1], lambda: vs[1] < 3, lambda: vs[1]()):
    try:
        print(wrong())
    except TypeError as e:
        print(e)
print(Counter(vs[:2] + vs[:1]), deque(vs, 2), defaultdict(list, {vs[1]: [1]}), set(vs[:1]), frozenset([vs[0]]))
print([str(p) for p in vs], "%s %r" % (vs[1], vs[2]), list(map(V.__add__, vs, vs)), list(map(operator.attrgetter("y"), vs)))
print(list(map(lambda p: p.x, filter(None, vs))), [getattr(p, n) for p in vs[:2] for n in ("x", "y")], hasattr(vs[0], "x"), hasattr(vs[0], "z"))
print(max(vs, key=operator.itemgetter(1)), sorted(vs, key=lambda p: -p.y)[:2], list(zip(vs, vs[1:]))[0], dict(vs[:2]), dict(enumerate(vs[:2])))
a, *b = vs[3]
(c, d), e = vs[4], 5
print(a, b, c, d, e, [*vs[1], *vs[2]], tuple(vs[2]), list(vs[2]), V(*vs[2]), V(*(x + 1 for x in vs[2])), max(*vs[3]))
for x, y in vs:
    print(x + y, end=" ")
for i, (x, y) in enumerate(vs):
    print(i * x - y, end=" ")
print({x: y for x, y in vs}, [x for x, _ in vs if x], any(p.x > 4 for p in vs), all(vs))
method = vs[2].__add__
other = vs[2]._replace
print(method(vs[1]), other(x=9), vs[2].__class__, vs[2].__class__(8, 8), type(vs[2])(7))
