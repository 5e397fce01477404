"""Texts given to eval and exec: expressions, statements, namespaces and errors."""
import traceback


class Point:
    scale = 3

    def __init__(self, x, y):
        self.x, self.y = x, y

    def sum(self, *others, times=1):
        return (self.x + self.y + sum(others)) * times

    def __getitem__(self, key):
        return key

    def __matmul__(self, other):
        return ("at", other)


p = Point(1, 2)
xs = [5, 3, 8]
d = {"a": 1, "b": 2}
n = 7
big = 10 ** 30


def twice(x, *, plus=0):
    return x * 2 + plus


def change():
    global n
    n += 1
    return n


EXPRESSIONS = """
1 + 2 * 3 - 4 / 5 // 6 % 7
2 ** 10, 2 ** -1, big * big, -big, ~n, +n, not n
n << 3 | 1 & 5 ^ 2, n >> 1
p @ 4
1 < n < 10 <= n, n != 7, n == 7 and xs or d, n and 0 or 'last', None is None, 1 is not None
3 in xs, 4 not in xs, 'a' in d
xs[0], xs[-1], xs[1:], xs[::-1], xs[:2], p[1:2, ..., 3], p[1:2:3]
p.x, p.sum(), p.sum(1, 2), p.sum(1, times=2), p.sum(*xs), p.sum(*xs, **{'times': 3}), Point.scale
twice(4), twice(4, plus=1), twice(*[1], **{'plus': 5}), twice(plus=2, x=3)
[x * n for x in xs], {x for x in [1, 1]}, {k: v for k, v in d.items()}, [x for x in range(20) if x % 3 == 0 if x % 2]
[[a * b for b in range(3)] for a in range(3)], [[a + c for c in [b]] for a, b in zip(xs, xs)]
[y for x in [[1, 2], [3]] for y in x]
f"{n} {n!r:>5} {n!s} {n:03d} {n:{n}} {p.x + 1}" + '!' * 3
(1, *xs, 2), [*xs, *xs], {*xs}, {**d, 'c': 3}
sorted(xs), max(xs, key=lambda x: -x), list(map(str, xs)), sum(x for x in xs)
'yes' if n > 5 else 'no', (lambda a: a + n)(1)
len(d), isinstance(p, Point), type(p).__name__, str(1.5), abs(-3), print('printed')
(y := 4) + y
'%d %s' % (n, xs), 'a,b'.split(','), ' '.join(['x', 'y']), b'ab'[0], 1j * 1j, 1e10, 0x10, ...
change() + n, n
{1: 2}[1], [1, 2, 3].index(2), "abc".upper().lower(), {1, 2} | {3}
"""

for text in EXPRESSIONS.strip().splitlines():
    print(text, "->", eval(text))
print(y)

ERRORS = """
1 / 0
missing
printt(1)
p.missing
p.summ()
xs[10]
d['z']
'a' + 1
twice()
twice(1, 2, 3)
twice(1, **{'x': 2})
twice(*5)
twice(**5)
[1 / x for x in [1, 0]]
[[a / b for b in [a]] for a in [1, 0]]
len(5)
n()
int('x')
{**5}
{[]: 1}
{[]}
[*5]
1 < 'a'
-'a'
5 in 5
n.x.y
(1, 2)[5:'a']
f'{n:zz}'
xs.index(99)
1 +
"""

for text in ERRORS.strip().splitlines():
    try:
        print(eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error, getattr(error, "name", None))
        frames = traceback.extract_tb(error.__traceback__)
        print([(frame.filename, frame.lineno, frame.name) for frame in frames[1:]])

# Statements.
exec("""
a = 1
a += 5
b = c = [a, 2]
first, *rest = range(5)
(q, r), s = (1, 2), 3
total = 0
for i in range(10):
    if i == 3:
        continue
    if i > 7:
        break
    total += i
else:
    total = -1
while a > 0:
    a -= 1
d['new'] = 5
del d['a']
p.x = 100
p.extra = 'e'
del p.extra
xs[0:1] = [7, 7]
xs[0] += 1
assert total, 'never'
t = 5; del t
pass
""")
print(a, b, b is c, first, rest, q, r, s, total, i, d, p.x, xs, "t" in globals())

exec("for k in d:\n    print(k, d[k])\n")
exec("if n > 100:\n    print('large')\nelif n > 5:\n    print('middle')\nelse:\n    print('small')")
exec("x = None\nif x is None: print('none')\nx = 1\nif x is not None: print('some')")
exec("i = 0\nwhile True:\n    i += 1\n    if i is not None and i > 3: break\nprint(i)")

for text in ["del missing", "assert 0", "assert 0, 'said'", "raise ValueError('own')", "raise KeyError from None",
             "raise TypeError('a') from ValueError('b')", "raise 5", "a, b = 1", "a, b = 1, 2, 3", "a, *b, c = 1,",
             "\n\nfor z in 5:\n    pass", "x = 1\nx.y = 2", "x[0] = 1", "del xs[50]", "print(1)\nprint(undefined)"]:
    try:
        exec(text)
    except Exception as error:
        print(repr(text), "->", type(error).__name__, error, repr(error.__cause__))
        print([(frame.filename, frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)[1:]])

# Namespaces.
space = {"v": 10}
exec("w = v + 1\ndef f(): return w * 2\nu = f()", space)
print(space["w"], space["u"], "__builtins__" in space, sorted(k for k in space if k != "__builtins__"))
exec("w = w + f()", space)
print(space["w"], space["f"](), eval("f() + w", space))
locals_ = {"v": 1}
print(eval("v + k", {"k": 2, "v": 5}, locals_), eval("[v for _ in 'ab']", {"v": 5}, locals_))
exec("global g1\ng1 = 1\nl1 = 2", space, locals_)
print("g1" in space, "l1" in space, locals_)
for text, names in [("open", {"__builtins__": {}}), ("len('a')", {"__builtins__": {"len": lambda s: "mine"}}), ("x", {}),
                    ("__import__('os')", {"__builtins__": {}})]:
    try:
        print(eval(text, names))
    except Exception as error:
        print(type(error).__name__, error)
code = compile("v * 2", "<mine>", "eval")
print([eval(code, {"v": v}) for v in (1, "a", [0])])
code = compile("z = v\nfor _ in range(3):\n    z += z", "<own>", "exec")
names = {"v": 3}
print(exec(code, names), names["z"], eval(compile("1 and 2", "f", "exec")))
try:
    eval(compile("\n1 / v", "<divides>", "eval"), {"v": 0})
except ZeroDivisionError as error:
    print([(f.filename, f.lineno, f.name) for f in traceback.extract_tb(error.__traceback__)[1:]])


def local():
    a, b = 3, 4
    return eval("a * b + n"), eval("[a for _ in range(2)]", {"a": 9}), sorted(eval("locals()"))


print(local())
print(eval("  \t 1 + 1"), eval(b"2 + 3"), eval("(1,\n 2)"))
print(eval("eval('n') + len(globals()['xs'])"), eval("sorted(vars(p))"), eval("__name__"))


# What a function called meanwhile changes is seen.
def rename():
    globals()["late"] = "there"
    return ""


print(eval("rename() + late"))
try:
    try:
        eval("1 / 0")
    except ZeroDivisionError:
        eval("missing_one")
except NameError as error:
    print(repr(error.__context__), error.name)


# What exec makes in a function stays in its locals.
def makes(a, b=2):
    exec("c = a + b")
    d = 5
    print(locals())
    exec("e = c + d")
    print(eval("e"), sorted(locals()))
    for i in range(2):
        exec(f"v{i} = i * 10")
    return locals()["v1"], eval("v0 + v1"), locals() is locals()


class Runs:
    def run(self, text):
        exec(text)
        return locals().get("result")


def made_in_turn():
    exec("z = 1")
    yield locals()["z"]


def none_given(x):
    return eval("x + 1", None), eval("x * y", None, {"x": 2, "y": 3}), eval("x", None, None)


print(makes(1))
print(Runs().run("result = type(self).__name__"), Runs().run("x = 1"), list(made_in_turn()), none_given(5))
