# objects reaching functions by odd ways
def f(a, b=2, *args, c=3, **kw):
    return (a, b, args, c, sorted(kw.items()))
def g(x):
    return x + x
calls = {"f": f, "g": g}
print(calls["g"](2), calls["g"]("a"), calls["f"](1, 2, 3, c=4, d=5))
print(list(map(g, [1, 2])), list(map(g, ["a"])), list(map(lambda t: g(*t), [(1,), ("b",)])))
for fn in (g, lambda x: x * 3, str, len):
    try:
        print(fn("ab"), fn([1]))
    except TypeError as e:
        print(e)
class Op:
    table = {}
    @classmethod
    def register(cls, name):
        def deco(fn):
            cls.table[name] = fn
            return fn
        return deco
@Op.register("add")
def add(x, y): return x + y
@Op.register("neg")
def neg(x): return -x
print(Op.table["add"](1, 2), Op.table["add"]("a", "b"), Op.table["neg"](2.5), sorted(Op.table))
class Visitor:
    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__, self.generic)(node)
    def visit_int(self, n): return g(n)
    def visit_str(self, s): return g(s)
    def visit_list(self, l): return [self.visit(x) for x in l]
    def generic(self, n): return f"? {n}"
print(Visitor().visit([1, "a", [2, None], 2.5]))
def apply(fn, *args, **kw): return fn(*args, **kw)
print(apply(g, 3), apply(f, *[1, 2, 3], **{"c": 9, "z": 0}), apply(apply, g, "q"))
import functools
print(functools.reduce(lambda a, b: a + g(b), [1, 2, 3]), functools.reduce(add, ["a", "b"]))
inc = functools.partial(add, 1); cat = functools.partial(add, "x")
print(inc(2), cat("y"))
def compose(*fns):
    def inner(x):
        for fn in fns:
            x = fn(x)
        return x
    return inner
print(compose(g, str, g, len)(12), compose(neg, g)(1.5))
def counter():
    n = 0
    def step(k=1):
        nonlocal n
        n += k
        return n
    return step
c = counter(); c(); c(2.5); print(c(), counter()())
def walk(tree, depth=0):
    if isinstance(tree, dict):
        for k, v in tree.items():
            yield depth, k
            yield from walk(v, depth + 1)
    elif isinstance(tree, (list, tuple)):
        for x in tree:
            yield from walk(x, depth + 1)
    else:
        yield depth, tree
print(list(walk({"a": [1, {"b": (2.5, None)}], "c": "s"})))
def typed(x):
    if isinstance(x, bool): return "bool"
    if isinstance(x, int): return x + 1
    if isinstance(x, float): return x / 2
    if isinstance(x, str): return x.upper()
    if isinstance(x, (list, set)): return sorted(map(typed, x), key=str)
    if x is None: return "none"
    return type(x).__name__
print([typed(x) for x in (True, 1, 2.5, "a", [1, "b"], {3}, None, (1,), {}, typed, b"x", 2**70)])
class Stack(list):
    def push(self, x): self.append(x); return self
    def top(self): return self[-1]
s = Stack().push(1).push("a"); print(s, s.top(), [g(x) for x in s])
class D(dict):
    def __missing__(self, k): self[k] = v = [k]; return v
d = D(); d[1].append(2); d["x"]; print(d, [g(k) for k in d], [g(v) for v in d.values()])
class Meta(type):
    registry = []
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns); m.registry.append(cls); return cls
class A(metaclass=Meta):
    def go(self, x): return g(x)
class B(A): pass
print([k().go(i) for i, k in enumerate(Meta.registry)], [k.__name__ for k in Meta.registry])
def swap(a, b): return b, a
x, y = 1, "two"
for _ in range(3): x, y = swap(x, y)
print(x, y, g(x), g(y))
val = None
for item in [1, "a", 2.5, None, [1]]:
    if val is None or type(val) is not type(item):
        val = item
    try:
        print(g(val))
    except TypeError as e:
        print(e)
it = iter([1, 2, 3]); print(g(next(it)), g(next(it, 0)), [g(i) for i in it], g(next(it, "end")))
print([g(a) for a, *b in [(1, 2, 3), ("a",)]], {g(k): g(v) for k, v in zip("ab", [1, 2])})
e = None
try:
    raise KeyError("k")
except (KeyError, ValueError) as err:
    e = err
print(g(e.args[0]), g(e.args))
import operator
print(sorted([(2, "b"), (1, "a")], key=operator.itemgetter(1)), max([[1, 2], [3]], key=len), g(max("abc")), g(min([3, 2.5])))
m = memoryview(b"abc"); print(g(m[0]), [g(b) for b in m], g(bytes(m)), [g(b) for b in bytearray(b"xy")])
import itertools
print([g(p) for p in itertools.product([1], "a")], [g(x) for x in itertools.accumulate([1, 2, 3])], [g(x) for x in itertools.islice(itertools.count(5), 2)])
print([g(i) for i, _ in enumerate("ab", 1)], [g(x) for x in reversed([1, "z"])], [g(k) for k in {"q": 1}.keys()], [g(p) for p in {"q": 1}.items()])
