"""Variables whose values change their types: in loops, parameters, fields, items, cells and generators."""

CLASSES = '''class Whole:
    k = 3
    def __init__(self, x): self.x = x
    def __add__(self, o): return ("add", self.x, o)
    def __radd__(self, o): return ("radd", o, self.x)
    def __iadd__(self, o): self.x = (self.x, o); return self
    def __getitem__(self, i): return ("item", self.x, i)
    def __setitem__(self, i, v): self.x = ("set", i, v)
    def __call__(self, *a, **k): return ("call", self.x, a, k)
    def __len__(self): return 4
    def __iter__(self): return iter((self.x, self.k))
    def __eq__(self, o): return isinstance(o, Whole) and self.x == o.x
    def __hash__(self): return 5
    def __bool__(self): return self.x != 0
    def __enter__(self): return ("entered", self.x)
    def __exit__(self, *a): return self.x == 1
    def __repr__(self): return f"Whole({self.x!r})"
    def __index__(self): return 2
    def __neg__(self): return "neg"
    @property
    def p(self): return ("p", self.x)
    @p.setter
    def p(self, v): self.x = v
    def m(self, a=1): return ("Whole.m", self.x, a)
    def count(self, a): return ("count", a)
class Part(Whole):
    k = "part"
    p = 7
    def m(self, a=2, b=3): return ("Part.m", a, b)
    def __add__(self, o): return NotImplemented
class Open:
    p = "open"
    def __init__(self): self.x = None; self.k = 1.5
    def __repr__(self): return "Open()"
    def m(self, *a): return ["Open", a]
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return "dyn" + name
'''

VALUES = [
    *"1 -7 2**70 2.5 True None 'ab' b'xy' [1,2,3] (4,5) {1,'a'} Whole(1) Whole(0) Part(2) Open() range(3) int 1j [] '' {} '0' frozenset([1]) bytearray(b'q1') ValueError('z',1)".split(),
    "{'a': 1, 0: 2, 1: 3}",
    "lambda *a: a",
    "[Whole(3), 1]",
    "iter([1, 2])",
]

# Statements about `x`; what they find goes to `out`.
USES = [
    *(f"out.append({text})" for text in """x + 1|1 + x|x + x|x * 2|-x|x[0]|x[1:]|x['a']|x(1)|x()|x(1, k=2)|x.m()|x.m(5)|x.m(a=3)|x.m(1, 2)|x.count('a')|x.index(1)|x.x|x.k|x.p|len(x)|list(x)|sorted(x)|[y for y in x]
        1 in x|x == 1|x < 2|x is None|not x|bool(x)|isinstance(x, Whole)|isinstance(x, (int, str))|type(x).__name__|x and 5|x or 6|x if x else 'no'|[0, 1, 2, 3][x]|range(x)|'abcd'[x]|{0: 'z', 1: 'o'}[x]|max(x)|sum(x)|tuple(x)
        dict(x)|int(x)|float(x)|abs(x)|x % 3|x // 2|x ** 2|x / 2|x & 1|x >> 1|~x|divmod(x, 2)|round(x)|(x, x)|[x] * 2|x != x|x <= x|next(iter(x))|min(x, 1)|x.upper()|x.append(9)|x.get(0)|x.real|getattr(x, 'x', 'none')
        hasattr(x, 'm')|callable(x)|list(zip(x, 'ab'))|list(reversed(x))|all(x)|x.keys()|x.split()|''.join(x)|bytes(x)|chr(x)|x.x.x|sorted([x, 1])|[x, x].index(x)|sum([x, x])|pow(x, 2, 5)|(lambda: x)()|[*x, *x]|{**x}|x[::-1]|x.missing(len(out))""".replace("\n", "|").split("|")),
    "a, b = x; out.append((b, a))",
    "a, *b = x; out.append((b, a))",
    "for q in x: out.append(q)",
    "x += 1; out.append(x)",
    "x *= 2; out.append(x)",
    "x[0] = 5; out.append(x)",
    "x[0] += 1; out.append(x[0])",
    "del x[0]; out.append(x)",
    "x.x = 9; out.append(x.x)",
    "x.x += 1; out.append(x.x)",
    "x.p = 4; out.append(x.p)",
    "x.p += 'z'; out.append(x.p)",
    "x.zz = 1; out.append(x.zz)",
    "assert x, 'text'",
    "raise x",
    "x = [x]; out.append(x)",
    "with x as w: out.append(w)",
    "print(*x, end='|')",
]


def changing(p):
    """One use of a variable that holds values of several types one after the other."""
    values = [p.random.choice(VALUES) for _ in range(p.pick(2, 3, 4))]
    use = p.random.choice(USES)
    name, owner = p.name("f"), p.name("C")
    body = f"try:\n    {use}\nexcept Exception as error:\n    out.append((type(error).__name__, str(error)))"

    def at(depth):
        return "\n".join("    " * depth + line for line in body.split("\n"))

    first, rest, tuple_of = values[0], ", ".join(values[1:]), f"({', '.join(values)},)"
    ways = [
        f"def {name}():\n    out = []\n    for x in [{', '.join(values)}]:\n{at(2)}\n    return out\nprint({name}())",
        f"def {name}():\n    out = []\n    x = {first}\n    for new in ({rest}, 0):\n{at(2)}\n        x = new\n    return out\nprint({name}())",
        f"def {name}(c):\n    out = []\n    x = {first} if c else {values[1]}\n    for _ in range(2):\n{at(2)}\n        if c == 2:\n            x = {values[-1]}\n    return out\nprint({name}(0), {name}(1), {name}(2))",
        f"def {name}(x):\n    out = []\n    for _ in (1, 2):\n{at(2)}\n    return out\nprint(*[{name}(v) for v in {tuple_of}])",
        f"class {owner}:\n    def __init__(self):\n        self.a = {first}\n    def {name}(self):\n        out = []\n        x = self.a\n{at(2)}\n        return out\nh = {owner}()\nprint(h.{name}())\nfor v in ({rest},):\n    h.a = v\n    print(h.{name}())",
        f"def {name}():\n    out = []\n    d = {{'k': {first}}}\n    for v in ({rest}, None):\n        x = d['k']\n{at(2)}\n        d['k'] = v\n    return out\nprint({name}())",
        f"def {name}():\n    out = []\n    y = {first}\n    def inner():\n        x = y\n{at(2)}\n    inner()\n    y = {values[-1]}\n    inner()\n    return out\nprint({name}())",
        f"def make{name}():\n    " + "; ".join(f"yield {value}" for value in values) + f"\ndef {name}():\n    out = []\n    for x in make{name}():\n{at(2)}\n    return out\nprint({name}())",
        f"class {owner}:\n    def {name}(self, x):\n        out = []\n{at(2)}\n        return out\nprint([{owner}().{name}(v) for v in {tuple_of}])",
    ]
    return p.random.choice(ways)
