"""Things that meet: operators of several classes, sequences that classes derive from, generators that are sent
values, containers whose items change their types, comprehensions in comprehensions, calls of every form."""

from scenarios import tried

OPERATORS = {"+": "add", "-": "sub", "*": "mul", "//": "floordiv", "%": "mod", "&": "and", "|": "or", "@": "matmul", "<<": "lshift"}
COMPARISONS = {"<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", ">=": "ge"}


def operator_methods(p, signs, often):
    """Some of the methods behind the operators, each with an answer of its own."""
    text = ""
    for sign in signs:
        name = OPERATORS.get(sign) or COMPARISONS[sign]
        kinds = ["", "r", "i"] if sign in OPERATORS else [""]
        for kind in kinds:
            if p.chance(often):
                answer = p.pick(f"('{kind}{name}', type(o).__name__)", f"('{kind}{name}', type(o).__name__)", "NotImplemented", "self", "o", "3", f"super().__{kind}{name}__(o)", "type(self)", "self.k")
                text += f"    def __{kind}{name}__(self, o): return {answer}\n"
    return text


def operators(p):
    """Instances of classes in a hierarchy, and plain values, under every operator, two by two."""
    names = [p.name("Op") for _ in range(3)]
    signs = p.random.sample(list(OPERATORS), 3) + p.random.sample(list(COMPARISONS), 2)
    text = ""
    for n, name in enumerate(names):
        base = p.pick("", f"({names[0]})", f"({names[n - 1]})") if n else p.pick("", "", "(int)", "(str)", "(tuple)")
        text += f"class {name}{base}:\n    k = {p.pick('1', '2.5', repr('k'), '(1,)')}\n    def __repr__(self): return f'{{type(self).__name__}}'\n" + operator_methods(p, signs, 0.35)
        if p.chance(0.3):
            text += "    __hash__ = object.__hash__\n"
    values = p.random.sample([f"{name}()" for name in names] + ["3", "2.5", "'s'", "[1]", "(2,)", "None", "True", "2**70"], 6)
    f, out = p.name("f"), p.name("out")
    body = "".join(f"            try: {out}.append({'' if p.chance(0.7) else 'not '}x {sign} y)\n            except (TypeError, RecursionError, AttributeError) as e: {out}.append(str(e)[:90])\n" for sign in signs)
    places = "".join(f"            try:\n                z = x\n                z {sign}= y\n                {out}.append(z)\n            except (TypeError, AttributeError) as e: {out}.append(str(e)[:90])\n" for sign in signs if sign in OPERATORS)
    return text + f"def {f}(values):\n    {out} = []\n    for x in values:\n        for y in {p.pick('values', 'values[::-1]', f'[{names[0]}(), 5]')}:\n{body}{places}    return {out}\nprint({f}([{', '.join(values)}]))\nprint({f}([{names[-1]}()]))"


def sequences(p):
    """Classes that derive from sequences, added and multiplied."""
    first, second, f = p.name("Seq"), p.name("Seq"), p.name("f")
    base = p.pick("list", "list", "tuple", "str", "deque", "bytearray", "list")
    start = {"str": "'ab'", "bytearray": "b'ab'"}.get(base, "[1, 2]")
    text = f"from collections import deque\nclass {first}({base}):\n    k = 2\n" + operator_methods(p, ["+", "*"], 0.35)
    text += f"class {second}({p.pick(first, base, 'list')}):\n    k = 1\n" + operator_methods(p, ["*", "+"], 0.35)
    values = p.random.sample([f"{first}({start})", f"{second}()", f"{base}({start})", "2", "[7]", "(8,)", "'c'", "True", "None", "2.0", f"{second}({start})"], 6)
    steps = ""
    for expression in ["x + y", "x * y", "y * x"]:
        steps += f"        try: r = {expression}; out.append((type(r).__name__, str(r)[:60]))\n        except TypeError as e: out.append(str(e)[:90])\n"
    for sign in "+*":
        steps += f"        try:\n            z = x[:]\n            z {sign}= y\n            out.append((type(z).__name__, str(z)[:60]))\n        except TypeError as e: out.append(str(e)[:90])\n"
    return text + f"def {f}(x, values):\n    out = []\n    for y in values:\n{steps}    return out\n" + "\n".join(f"print({f}({value}, [{', '.join(values)}]))" for value in (f"{first}({start})", f"{second}()", f"{base}({start})"))


def senders(p):
    """Generators that are sent values and exceptions, with cleanup, alone and behind `yield from`."""
    g, h, o = p.name("gen"), p.name("gen"), p.name("o")
    leave = p.pick("pass", "return got", "raise KeyError(i)", "break", "continue", "1 / 0")
    text = f"def {g}(n):\n    total = {p.pick('0', '0.5', repr(''), '[]')}\n    try:\n        for i in range(n):\n            try:\n                got = yield {p.pick('i', 'total', '(i, total)', 'i * 0.5')}\n"
    text += f"                {p.pick('total += got or 1', 'total = got', 'total = (total, got)', 'print(got)')}\n                if {p.pick('i == 1', 'got', 'i > 2')}: {leave}\n"
    text += f"            except {p.pick('ValueError', '(ValueError, TypeError)', 'Exception')} as e:\n                {p.pick('print(repr(e))', 'total = 1', 'raise', 'raise RuntimeError(i) from e', 'yield repr(e)', 'return i')}\n"
    if p.chance(0.5):
        text += f"            finally:\n                {p.pick('print(i)', 'total = 2', 'yield i')}\n"
    text += f"    finally:\n        print('left', total)\n    return total\ndef {h}(n):\n    r = {p.pick('1', 'None')}\n    try:\n        r = yield from {g}(n)\n        {p.pick('r = yield r', 'pass', f'yield from {g}(2)')}\n    except LookupError as e:\n        yield ('lookup', repr(e))\n    return [r]\n"
    tests = [f"{o} = {p.pick(g, h)}({p.pick('2', '4', '5')}); print(next({o}))"]
    tests += [p.pick(f"print(next({o}))", f"print(next({o}, 'end'))", f"print({o}.send({p.pick('1', '2.5', repr('s'), 'None', '[1]')}))", f"print({o}.throw(ValueError('v')))", f"print({o}.throw(KeyError))", f"{o}.close()", f"print([*zip('ab', {o})])", f"print(list({o}))", f"for x in {o}:\n        print(x)\n        {p.pick('break', 'pass')}", f"{o} = {p.pick(g, h)}(3); print(next({o}))", f"del {o}") for _ in range(8)]
    return text + tried(*tests)


def widening(p):
    """A list, dict or set whose items become of other types while loops run over it."""
    f, c = p.name("f"), p.name("Kept")
    later = [p.pick("x * 0.5", "None", "str(x)", "2**63 + x", "[x]", "(x, x)", "True", "x", f"{c}(x)", "-x", "x / 3") for _ in range(3)]
    text = f"class {c}:\n    def __init__(self, v): self.v = v\n    def __repr__(self): return f'{c}({{self.v!r}})'\n    def __add__(self, o): return {c}((self.v, o))\n    def __lt__(self, o): return str(self.v) < str(o)\n    def __bool__(self): return self.v != 2\n"
    text += f"def {f}(n, k):\n    xs = [{p.pick('', '1', '1, 2', '0.5')}]\n    d = {{}}\n    seen = set()\n    total = {p.pick('0', '0.0', repr(''), 'None')}\n    for x in range(n):\n        xs.append(x)\n        if x == k: xs.append({later[0]})\n        elif x > k + 2: xs[x % len(xs)] = {later[1]}\n        d[x % 4] = {p.pick('x', 'xs[-1]', later[2])}\n        seen.add({p.pick('x % 3', 'repr(xs[-1])', 'str(d[x % 4])')})\n"
    text += f"        try: total = {p.pick('total + xs[-1]', 'xs[0] + xs[-1]', 'max(xs[-1], xs[0])', 'xs[-1] or total', 'sum(xs)', 'xs[-1] * 2')}\n        except TypeError as e: total = str(e)[:60]\n"
    text += f"    try: best = {p.pick('sorted(xs)', 'max(xs)', 'sum(xs)', '[y + 1 for y in xs]', 'xs.index(2)', 'sorted(d.values())', '[y for y in xs if y]', 'xs.count(1)', '{y: 1 for y in seen}')}\n    except (TypeError, ValueError) as e: best = str(e)[:60]\n    return xs, d, len(seen), total, best\n"
    return text + "\n".join(f"print({f}({n}, {k}))" for n, k in ((4, 1), (7, 2), (9, 100)))


def nests(p):
    """Comprehensions in comprehensions, closures over their variables, and counters that closures share."""
    f = p.name("f")
    inner = p.pick("[b * a for b in range(a)]", "{b: a for b in 'xy'[:a]}", "(lambda q, a=a: q + a)(1)", "tuple(b for b in range(3) if b != a)", "[(lambda: a) for _ in range(2)]", "bump(a)", "next((b for b in range(9) if b > a), None)")
    outer = p.pick(f"[{inner} for a in range(n)]", f"{{a: {inner} for a in range(n) if a % 2}}", f"[[{inner} for a in range(k)] for k in range(n)]", f"list({inner} for a in range(n) for _ in 'z')", f"dict(enumerate({inner} for a in range(n)))", f"[x for a in range(n) for x in [{inner}, bump(a)]]")
    text = f"def {f}(n):\n    count = {p.pick('0', '0.5', '[]', repr(''))}\n    def bump(a):\n        nonlocal count\n        {p.pick('count += a', 'count = count, a', 'count = a', 'count = [count]')}\n        return {p.pick('count', 'a', 'lambda: count')}\n    made = {outer}\n    def call(x):\n        if callable(x): return x()\n        if isinstance(x, list): return [call(y) for y in x]\n        if isinstance(x, dict): return {{k: call(v) for k, v in x.items()}}\n        return x\n    return call(made), count\n"
    return text + tried(*[f"print({f}({n}))" for n in (0, 2, 4)])


def calls(p):
    """A function with every kind of parameter, and calls that fit or do not."""
    f, w = p.name("f"), p.name("C")
    plain = p.pick("", "a, ", "a, b=2, ")
    before = p.pick("", "p, /, ", "p, q=5, /, ") if "=" not in plain else ""
    if "=" in before and plain:
        plain = "a=1, "
    rest = p.pick("*r, ", "*, ")
    names = p.pick("k, ", "k=7, ", "k=7, m, ")
    more = p.pick("**z", "", "**z")
    parameters = (before + plain + rest + names + more).rstrip(", ")
    shown = [name for name in "pqabrkmz" if any(part.strip(" *").split("=")[0] == name for part in parameters.split(","))]
    text = f"def {f}({parameters}):\n    return {', '.join(shown)},\nclass {w}:\n    def m(self, {parameters}):\n        return {', '.join(shown)},\n    @classmethod\n    def c(cls, {parameters}):\n        return {', '.join(shown)},\n    def __call__(self, {parameters}):\n        return {', '.join(shown)},\n"
    arguments = lambda: ", ".join(p.random.sample(["1", "2.5", "'s'", "*(3, 4)", "*'xy'", "*[]"], p.pick(0, 1, 2, 3)) + p.random.sample(["k=8", "m=9", "a=0", "b=1", "zz=3", "**{'k': 6}", "**{'y': 5}", "**dict(m=1)", "p=2"], p.pick(0, 1, 2)))
    tests = [f"print({p.pick(f, f, f'{w}().m', f'{w}.c', f'{w}()', f'(lambda *x, **y: {f}(*x, **y))')}({arguments()}))" for _ in range(10)]
    return text + tried(*tests)


ALL = [operators, operators, sequences, senders, senders, widening, widening, nests, calls]
FOREIGN = []
