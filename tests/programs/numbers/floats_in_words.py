# Floats in words: every magnitude, identity, containers, any types.
import math, struct, json, copy, pickle
xs = [0.0, -0.0, 1.0, -1.0, 2.0**-127, -(2.0**-127), 2.0**-128, 2.0**129, 2.0**128, 2.0**128 * 1.999999, 1e308, 5e-324, float("inf"), -float("inf"), float("nan"), 0.1, 123456.789, 2.0**-126, 1e-39, 1e38, 3.4e38, 6.9e38]
def show(x): return (repr(x), bool(x), x.hex(), math.copysign(1, x), hash(x) if x == x else 0)
for x in xs: print(show(x), type(x), isinstance(x, float), x.is_integer(), not x)
any_list = [1, "a", None] + xs
for v in any_list:
    w = v
    if w: print("t", end=" ")
    else: print("f", end=" ")
    try:
        print(-v, v + v, v * 2, v - 1, v / 3, v < 1, v == v, v is w, v in any_list, v >= 0.5)
    except TypeError as e:
        print(e)
d = {x: i for i, x in enumerate(xs)}
print(len(d), d[0.1], d[1], 1 in d, 2.0**-127 in d, d[True])
print(sorted(x for x in xs if x == x), sum(x for x in xs if abs(x) < 1e300), max(xs[:8]), min(xs[:8]))
print(json.dumps(xs[:13]), [struct.pack("d", x).hex() for x in xs[:8]])
print(copy.deepcopy(xs[:4]), pickle.loads(pickle.dumps(xs[:6])), tuple(xs) == tuple(xs), xs == xs[:])
class F(float):
    def __add__(self, o): return F(float(self) + o)
    def __repr__(self): return f"F({float(self)})"
f = F(1.5)
print(f, f + 1, f * 2, float(f), isinstance(f, float), type(f + 1).__name__, f == 1.5, hash(f) == hash(1.5), {1.5: 1}[f], f is f, -f, bool(F(0)))
ys = [F(2.5), 1.25, 3, True]
print(sum(ys), max(ys), sorted(ys), [y * 2 for y in ys], [y < 2 for y in ys], [-y for y in ys])
def mixed(n):
    t = 0
    out = []
    for i in range(n):
        v = i if i % 2 else i / 3
        t = t + v if i % 3 else v - t
        out.append((i, v))
    return t, out[-3:]
print(mixed(50))
print(1.5 .__class__, (2.5).__add__(1), getattr(3.5, "real"), float.__mul__(1.5, 2), divmod(7.5, 2), round(2.675, 2), int(1e20), f"{1.5:08.3f}", "%g" % 0.1, complex(1.5, 2) * 0.5)
print(id(1.5) > 0, [1.5, None, 2].index(2), {1.5, 2.5, 1.5}, (1.5, "a") < (1.5, "b"), [1.5] * 3)
g = globals().copy()
g["zz"] = 2.5
print(eval("zz * 2 + xs[2]", g))
