"""Identity of floats: nan in containers, and `is`."""

import math
x = float("nan")
y = float("nan")
print([x] == [x], x in [x], x in (1.0, x), (x,) == (x,), x == x, x != x, x is x, [x].index(x), [x, 1, x].count(x))
print([x] == [y], x in [y], x is y, {x: 1} == {x: 1}, x in {x}, y in {x}, {x, x, y}, len({x: 1, y: 2, x: 3}))
print(float("nan") in [float("nan")], [float("nan")] == [float("nan")])
print(math.nan in [math.nan], [math.nan] * 2 == [math.nan, math.nan], [math.nan].index(math.nan))
d = {x: "x"}
print(d[x], d.get(y), d.get(float("nan")))
z = x
l = [z, 1.5]
l.remove(x)
print(l, hash(x) == hash(z), math.copysign(1, float("-nan")), math.copysign(1, x))
f = 1.5
g = f
print(f is g, f is not g, g is f, [f][0] is f)
def same(a, b): return a is b
print(same(f, g), same(x, x), same(x, y), same(1.0, 1), same(True, 1), same(None, 0.0), same(-0.0, 0.0))
class F(float): pass
a, b = F(1), F(1)
print(a is b, a is a, a == b, [a] == [b])
print(sorted([3.0, 1.0]), max([x, 1.0]), min([1.0, x]))
print(x, [x], -x, abs(x), repr(x), "%f" % x, f"{x:.2f}", x + 1, bool(x))
import struct
print(struct.pack("<d", x), struct.pack("<d", y))
