import copy
from collections import defaultdict
def graph(edges):
    g = defaultdict(list)
    for a, b in edges:
        g[a].append(b)
        g[b].append(a)
    return g
g = graph([(1, 2), (2, 3), (1, 3), (4, 5)])
print(g, dict(g), len(g), sorted(g), 7 in g, g.get(7), g[7], len(g))
for k, v in g.items():
    print(k, sorted(v))
counts = defaultdict(int)
for w in "the cat the dog the end".split():
    counts[w] += 1
print(counts, counts["none"], max(counts, key=counts.get), sorted(counts.items(), key=lambda t: (-t[1], t[0])))
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(dict(t["a"]["b"]), len(t["z"]), list(t))
pairs = defaultdict(lambda: [0, 0])
for i in range(10):
    pairs[i % 3][0] += i
    pairs[i % 3][1] += 1
print(pairs[0], pairs[1], pairs[2], {k: a / b for k, (a, b) in pairs.items()})
nested = defaultdict(lambda: defaultdict(int))
for a, b in [("x", "y"), ("x", "z"), ("q", "y"), ("x", "y")]:
    nested[a][b] += 1
print({k: dict(v) for k, v in nested.items()}, isinstance(nested, dict), isinstance(nested["x"], defaultdict), type(nested).__name__, type(nested) is dict)
s = defaultdict(set)
s["a"].add(1); s["a"].add(2); s["b"] |= {3}
print(sorted(s["a"]), s["b"], s["c"])
f = defaultdict(float)
f["x"] += 0.5; f["x"] += 1
print(f["x"], f["q"], f)
st = defaultdict(str)
st[1] += "ab"; st[1] += "c"
print(st[1], repr(st[2]))
none = defaultdict()
try:
    none["k"]
except KeyError as e:
    print("KeyError", e)
none["k"] = 4
print(none["k"], none)
given = defaultdict(int, {"a": 5}); given["a"] += 1; given["b"] += 1
print(given, given.copy(), copy.copy(given), given | {"z": 1})
seeded = defaultdict(list, [("a", [1]), ("b", [])])
seeded["a"].append(2); seeded["c"].append(3)
print(seeded)
kw = defaultdict(int, a=1)
kw["b"] += 2
print(kw)
d = defaultdict(int)
d[1] += 1
d.default_factory = list
d[2].append("x")
print(d, d.default_factory)
d.default_factory = None
try:
    d[3]
except KeyError as e:
    print("KeyError", e)
def either(flag):
    return defaultdict(int) if flag else {}
for flag in (True, False):
    e = either(flag)
    try:
        e["k"] += 1
    except KeyError as x:
        print("KeyError", x)
    print(e)
d = defaultdict(int)
for i in range(3):
    d[i]
try:
    for k in d:
        d[k + 10] += 1
except RuntimeError as e:
    print(e)
print(d.pop(0), d.pop(99, None), d.setdefault(5, 7), d.popitem(), sorted(d), d.keys(), list(d.values()))
del d[1]
print(d, d == {2: 0, 10: 1}, d != {}, bool(d))
d.clear(); print(d, bool(d))
d.update({1: 2}); d.update(a=3); print(d)
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): print("hash", self.n); return 1
    def __eq__(self, other): print("eq", self.n, other.n); return self.n == other.n
kd = defaultdict(int)
kd[Key(1)] += 1
kd[Key(2)] += 1
kd[Key(1)] += 1
print([v for v in kd.values()])
def boom(): raise ValueError("made nothing")
b = defaultdict(boom)
try:
    b["x"]
except ValueError as e:
    print(e, len(b))
rec = defaultdict(int)
def make():
    rec["inner"] += 1
    return 10
outer = defaultdict(make)
print(outer["a"] + outer["b"], rec, dict(outer))
match outer:
    case {"a": x}: print("a is", x)
def total(m): return sum(m.values())
print(total(counts), total({1: 2}), {**counts, "z": 1})
def by(xs, key):
    out = defaultdict(list)
    for x in xs: out[key(x)].append(x)
    return dict(out)
print(by(range(10), lambda x: x % 3), by(["a", "bb", "c"], len))
m = defaultdict(lambda: None)
print(m["q"]); m["q"] = 3; print(m["q"] + 1, dict(m))
big = defaultdict(int)
for i in range(3): big["b"] += 1 << 62
print(big["b"])
