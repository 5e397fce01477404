"""Snippets whose parts lean on each other: ways out of nested blocks, loops over numbers, linked objects, subclasses of
built-in classes, descriptors, globals, asynchronous code, groups of exceptions, slices that are assigned.
"""

from scenarios import indented, tried


def body(p, depth, inside):
    """Statements about `n`, `k` and `log` with ways out of them; `inside` is a set of `loop` and `generator`."""
    lines = []
    for _ in range(p.pick(1, 2, 2, 3)):
        lines.append(p.pick("log.append(n)", "n += 1", "log.append(('k', k))", "k = n * 2", "n -= k", "log.append(k // n)", "k, n = n, k", "del k", "k = 'text'", f"log.append([1, 2, 3][{p.pick('n', 'k', '-k')}])", "n = n * 2 ** 40", "k = None if n > 3 else k"))
        if depth > 3:
            continue
        shape = p.pick("if", "try", "try", "with", "for", "while", "out", "out", "nothing")
        nested = lambda more=frozenset(): indented(body(p, depth + 1, inside | more))
        if shape == "if":
            lines.append(f"if {p.pick('n % 2', 'k', 'n > k', 'n == 3', 'n in (1, 4)', 'not log', 'log and log[-1] == n')}:\n{nested()}" + (f"\nelse:\n{nested()}" if p.chance(0.4) else ""))
        elif shape == "try":
            text = f"try:\n{nested()}"
            final = p.chance(0.6)
            if not final or p.chance(0.6):
                error = p.pick("ZeroDivisionError", "(IndexError, TypeError)", "NameError", "Exception", "ArithmeticError")
                text += f"\nexcept {error} as e:\n    log.append(type(e).__name__)\n{nested()}"
                if p.chance(0.3):
                    text += f"\nelse:\n{nested()}"
            lines.append(text + (f"\nfinally:\n{nested()}" if final else ""))
        elif shape == "with":
            lines.append(f"with Guard({p.pick('n', 'len(log)', repr('w'))}{p.pick('', ', ZeroDivisionError', ', Exception')}){p.pick('', ' as k', ' as n')}:\n{nested()}")
        elif shape == "for":
            source = p.pick("range(3)", "range(n, n + 3)", "(1, 'b', 2.5)", "log[:3]", "enumerate('ab')", "countdown(2)", "zip((1, 2), 'xy')")
            lines.append(f"for {p.pick('k', 'n', '_')} in {source}:\n{nested({'loop'})}" + (f"\nelse:\n{nested()}" if p.chance(0.3) else ""))
        elif shape == "while":
            name = p.name("i")
            lines.append(f"{name} = 0\nwhile {name} < 3:\n    {name} += 1\n{nested({'loop'})}" + (f"\nelse:\n{nested()}" if p.chance(0.3) else ""))
        elif shape == "out":
            ways = ["return n", "return", "return log, k", "raise ValueError(n)", "n / 0", "raise IndexError(k) from None"]
            if "loop" in inside:
                ways += ["break", "continue"] * 3
            if "generator" in inside:
                ways += ["yield n", "k = yield k", "log.append((yield))", "yield from (n, k)"] * 3
            way = p.pick(*ways)
            lines.append(way if p.chance(0.3) else f"if {p.pick('n > 2', 'k == 1', 'len(log) > 4', 'isinstance(k, str)', 'n')}:\n    {way}")
    return "\n".join(lines)


def exits(p):
    """A function or generator with nested `try`, `with` and loops, and every way out of them."""
    f, generator = p.name("f"), p.chance(0.35)
    text = f"def {f}(n, log):\n    k = 1\n" + indented(body(p, 0, frozenset({"generator"} if generator else ()))) + f"\n    {p.pick('return', 'yield') if generator else 'return'} n, k"
    call = f"list(itertools.islice({f}(n, log), 12))" if generator else f"{f}(n, log)"
    report = f"for n in (0, 1, 2, 5):\n    log = []\n    try:\n        print({call}, log[:30])\n    except Exception as error:\n        print(type(error).__name__, error, type(error.__context__).__name__, log[:30])"
    if not generator:
        return f"{text}\n{report}"
    o = p.name("o")
    steps = [p.pick(f"print(next({o}))", f"print({o}.send('sent'))", f"print({o}.throw(ZeroDivisionError('in')))", f"{o}.close()") for _ in range(4)]
    return f"import itertools\n{text}\n{report}\nlog = []\n{o} = {f}(1, log)\n" + tried(*steps, "print(log[:30])")


def numbers(p):
    """Loops that compute with ints and floats, in variables, lists and rows; some outgrow a machine word."""
    f = p.name("f")
    scalar = lambda: p.pick("s += i", "s ^= i << 3", "s = s * 3 + 1", "s = (s * 1103515245 + 12345) & 0x7fffffff", "s -= xs[i]", "s += xs[i] * xs[-i]", "s = max(s, xs[i])", "s = -s // 3", "s %= 1000003", "s = s << 1", "s = s >> 2", "s |= 1 << (i % 70)", "s = abs(s - xs[i - 1])", "s += i * i * i", "s = s & 0xffffffffffffffff", "s = divmod(s, 7)[i % 2]", "t += s / 2", "t = t * 0.5 + xs[i]", "t -= i ** 2", "s = int(t)", "t = float(s)", "s += t > 1", "s, u = u, s + i", "u = s", "s = pow(s, 2, 97)", "s += len(xs) - i", "s = ~s", "s = s * s if s < 1000 else s", "s += grid[i % 3][i % 2]")
    store = lambda: p.pick("xs[i] += 1", "xs[i] = s", "xs[i] = xs[i - 1] + s", "xs[i], xs[-1] = xs[-1], xs[i]", "xs[i] *= 5", "xs[i] = t", "grid[i % 3][1] += i", "grid[i % 3], grid[0] = grid[0], grid[i % 3]", "grid[i % 3][i % 2] = s", "xs[i] = i * 2 ** 31", "xs[i] ^= xs[i - 1]", "xs.append(s)", "xs[i // 2] -= i", "xs[i] //= 2", "grid[1] = [s, i]", "xs[-i] = ~i")
    loop = p.pick("for i in range(n)", "for i in range(n - 1, -1, -1)", "for i, x in enumerate(list(xs))", "for i in range(1, len(xs), 2)", "for i in range(0, n, 3)", "for j in range(2):\n        for i in range(j, n)")
    deep = loop.count("\n")
    lines = [scalar() if p.chance(0.6) else store() for _ in range(p.pick(2, 3, 4))]
    if p.chance(0.4):
        lines.insert(p.pick(0, 1), f"if {p.pick('i % 3 == 1', 's > 100', 'xs[i] > 2', 'not s & 1', 't < 5.0')}:\n    {p.pick('continue', 'break', scalar(), store())}")
    start = p.pick("0", "1", "2**61", "-2**62 + 3", "2**63 - 10", "7", "xs[0]")
    text = f"def {f}(xs, n):\n    grid = [[{p.pick('0', '1', '2**40', '0.5')}] * 2 for _ in range(3)]\n    s, t, u = {start}, {p.pick('0.0', '1.5', '-0.0', '1e300')}, {p.pick('1', '0', 's' if start == 'u' else '3')}\n    {loop}:\n" + indented("\n".join(lines), 2 + deep) + "\n    return s, t, u, xs[:12], grid"
    sources = ["list(range(10))", "[0] * 8", "[1.5, 2.5, -3.0, 0.0] * 2", "[2**62 - 5] * 7", "[3, 1, 4, 1, 5, 9, 2, 6]", "[1, 2.5] * 4", "[-2**63, 2**63 - 1] * 4", "[True, False] * 4", "bytearray(8)"]
    sources = p.random.sample(sources, p.pick(1, 1, 2, 3))
    return f"import math\n{text}\n" + tried(*(f"print({f}({source}, {p.pick('6', '7', '4', '0', '1', '9')}))" for source in sources for _ in range(2)))


def linked(p):
    """Lists, trees and queues made of instances: fields that are None or an instance, generators over them, counts."""
    node, box, o = p.name("Node"), p.name("Box"), p.name("o")
    slots = p.pick("", "    __slots__ = ('value', 'left', 'right', 'next')\n")
    text = f"class {node}:\n{slots}    def __init__(self, value, next=None):\n        self.value = value\n        self.left = self.right = None\n        self.next = next\n    def __repr__(self):\n        return f'{{self.value}}>{{self.next!r}}'\n"
    if p.chance(0.4):
        text += f"    def __lt__(self, other):\n        return self.value {p.pick('<', '>')} other.value\n"
    if p.chance(0.4):
        text += "    def __iter__(self):\n        if self.left: yield from self.left\n        yield self.value\n        if self.right:\n            for x in self.right:\n                yield x\n"
    if p.chance(0.3):
        text += "    def __del__(self):\n        print('gone', self.value)\n"
    text += f"class {box}:\n    made = 0\n    def __init__(self, items=()):\n        self.head = None\n        self.root = None\n        self.size = 0\n        {box}.made += 1\n        for x in items:\n            self.push(x)\n"
    text += f"    def push(self, x):\n        self.head = {node}(x, self.head)\n        self.size += 1\n        return {p.pick('self', 'self.head', 'x', 'self.size')}\n"
    text += "    def pop(self):\n        first = self.head\n        self.head = first.next\n        self.size -= 1\n        return first.value\n"
    text += f"    def __iter__(self):\n        at = self.head\n        while at{p.pick('', ' is not None')}:\n            yield at.value\n            at = at.next\n    def __len__(self):\n        return self.size\n"
    text += f"    def reverse(self):\n        before, at = None, self.head\n        while at:\n            at.next, before, at = before, at, at.next\n        self.head = before\n"
    text += f"    def insert(self, x):\n        if self.root is None:\n            self.root = {node}(x)\n            return\n        at = self.root\n        while True:\n            if x < at.value:\n                if at.left is None:\n                    at.left = {node}(x)\n                    return\n                at = at.left\n            else:\n                if at.right is None:\n                    at.right = {node}(x)\n                    break\n                at = at.right\n"
    text += "    def depth(self, at='root'):\n        at = self.root if at == 'root' else at\n        return 0 if at is None else 1 + max(self.depth(at.left), self.depth(at.right))\n    def walk(self, at):\n        return [] if at is None else self.walk(at.left) + [at.value] + self.walk(at.right)\n"
    tests = [f"{o} = {box}({p.expression(p.pick('ints', 'strs', 'floats', 'list'), {}, 3)})"]
    tests += p.random.sample([f"print({o}.push({p.expression('any', {}, 4)}))", f"print({o}.pop(), len({o}))", f"print(list({o}), {o}.head)", f"{o}.reverse(); print([*{o}])", f"for x in {p.expression('ints', {}, 3)}: {o}.insert(x)", f"{o}.insert({p.expression('any', {}, 4)})", f"print({o}.depth(), {o}.walk({o}.root))", f"print(list({o}.root))", f"print(sorted({o}, key=str), sum(1 for _ in {o}), max({o}, default=0))", f"print({o}.head < {o}.head.next)", f"{o}.head = {o}.head.next.next; print({o}.head)", f"{o}.head.value = {p.expression('any', {}, 4)}; print({o}.head)", f"print({box}.made, bool({o}), {p.expression('int', {}, 4)} in {o})", f"a, *b = {o}; print(a, b)", f"del {o}.head; print({o}.pop())", f"{o}.head.next = None; print({o}.head, len({o}))", f"print(sorted([{o}.head, {o}.head.next]))"], 9)
    return text + tried(*tests) + f"\n{o} = None"


BASES = {
    "list": (["append", "__getitem__", "__iter__", "__contains__", "__setitem__", "__eq__", "__add__"], ["3, 1, 2", "'ab'", ""]),
    "dict": (["__missing__", "__getitem__", "__setitem__", "get", "__contains__", "keys", "__iter__"], ["{'a': 1, 'b': 2}", "", "[(1, 2)]"]),
    "str": (["upper", "__add__", "__eq__", "__mod__", "__getitem__", "__contains__"], ["'Abc d'", "''", "12"]),
    "int": (["__add__", "__mul__", "__eq__", "__repr__", "__bool__", "__index__", "__lt__"], ["5", "2**70", "'7'", "-1"]),
    "float": (["__add__", "__mul__", "__round__", "__eq__"], ["2.5", "'1e3'", "7"]),
    "tuple": (["__getitem__", "__add__", "__iter__"], ["(1, 2)", "'xy'", ""]),
    "set": (["add", "__contains__", "__or__"], ["(1, 2, 3)", "'a'", ""]),
}
USES = "x + x|x * 2|x == x|len(x)|list(x)|x[0]|x['a']|x[1:]|1 in x|sorted(x)|bool(x)|x.upper()|x.get('zz')|x | x|int(x)|round(x)|hash(x) == hash(x)|[10, 20, 30, 40, 50, 60][x]|x < 3|dict(x)|{**x}|[*x]|x.copy()|type(x).__name__|isinstance(x, list)|'%s %r' % (x, x)|f'{x}'|x.extra|x.tag|x.__dict__|x % 3|max(x)|x.pop()|x.split()|type(x + x).__name__|type(x * 1).__name__|type(x[:1]).__name__|x.setdefault('q', 5)|list(map(str, x))|x.append(4)|x.add(9)|str(x)|x.items()|tuple(x)|set(x) == {1}|json.dumps(x)".split("|")


def derived(p):
    """A subclass of a built-in class with some methods of its own, used like its base."""
    name, o, base = p.name("S"), p.name("o"), p.random.choice(list(BASES))
    methods, values = BASES[base]
    text = f"class {name}({base}):\n    tag = {p.expression('any', {}, 4)}\n"
    if p.chance(0.4):
        text += f"    def __new__(cls, *a, extra=0):\n        self = super().__new__(cls, *a)\n        self.extra = extra\n        return self\n"
        if base in ("list", "dict", "set"):
            text += "    def __init__(self, *a, extra=1):\n        super().__init__(*a)\n"
    for method in p.random.sample(methods, p.pick(0, 1, 2, 3)):
        arguments = {"__missing__": "self, key", "get": "self, *a", "__setitem__": "self, i, v"}.get(method, "self, *a")
        passed = {"__missing__": "key", "__setitem__": "i, v"}.get(method, "*a")
        answer = "return [key]" if method == "__missing__" else p.pick(f"return super().{method}({passed})", f"return {base}.{method}(self, {passed})", "return NotImplemented" if method in ("__add__", "__eq__", "__lt__", "__or__") else f"return super().{method}({passed})", f"r = super().{method}({passed})\n        return {p.pick('r', 'type(self)(r)', 'r')}")
        text += f"    def {method}({arguments}):\n        print('{method}', {p.pick('', 'len(a)' if '*a' in arguments else '')})\n        {answer}\n"
    value = p.random.choice(values)
    tests = [f"x = {o} = {name}({value}{p.pick('', '', ', extra=5' if value else 'extra=5')}); print(x)"]
    tests += [use.replace("x[", f"{o}[") if "=" in use else f"print({use})" for use in p.random.sample([use for use in USES if "json" not in use], 8)]
    tests += [f"x.note = {p.expression('any', {}, 4)}; print(x.note, vars(x))", p.pick("x += x; print(type(x).__name__, x)", "x *= 2; print(type(x).__name__, x)", "y = copy.copy(x); print(type(y).__name__, y == x)", "x[0] = 5; print(x)", "del x['a']; print(x)", f"x |= {{}}; print(x)")]
    return f"import copy\n{text}" + tried(*tests)


def descriptors(p):
    """Descriptors, class attributes, `__getattr__` and friends, looked up on instances, classes and through super."""
    d, a, b, o = p.name("D"), p.name("A"), p.name("B"), p.name("o")
    text = f"class {d}:\n    def __init__(self, start=None):\n        self.start = start\n        self.name = 'unset'\n"
    if p.chance(0.6):
        text += "    def __set_name__(self, owner, name):\n        self.name = '_' + name\n        print('named', owner.__name__, name)\n"
    text += f"    def __get__(self, instance, owner=None):\n        if instance is None:\n            return {p.pick('self.name', 'owner.__name__', '7')}\n        return {p.pick('instance.__dict__.get(self.name, self.start)', '(self.name, self.start)', 'getattr(instance, self.name, self.start)')}\n"
    if p.chance(0.6):
        text += f"    def __set__(self, instance, value):\n        print('set', self.name, value)\n        instance.__dict__[self.name] = value\n"
    if p.chance(0.3):
        text += "    def __delete__(self, instance):\n        print('delete', self.name)\n"
    text += f"class {a}:\n    u = {d}({p.expression('any', {}, 4)})\n    v = {d}()\n    w = {p.expression('any', {}, 4)}\n"
    for part in p.random.sample([f"    @property\n    def r(self):\n        return {p.pick('self.w', 'self.u', 'self.nothing', '5')}\n", "    def __getattr__(self, name):\n        print('getattr', name)\n        if name.startswith('no'): raise AttributeError('no ' + name)\n        return name\n", "    def __setattr__(self, name, value):\n        print('setattr', name)\n        object.__setattr__(self, name, value)\n", "    def __delattr__(self, name):\n        print('delattr', name)\n        super().__delattr__(name)\n", "    def __getattribute__(self, name):\n        if name == 'z': return 'always'\n        return super().__getattribute__(name)\n", "    @classmethod\n    def c(cls): return cls.__name__, cls.w\n", "    @staticmethod\n    def s(*a): return a\n", "    def __init__(self, *a):\n        self.w = a\n        self.q = 1\n", "    def m(self): return self.w, self.u\n"], p.pick(2, 3, 4)):
        text += part
    text += f"class {b}({a}):\n    {p.pick('pass', 'w = 9', 'u = 3', 'def m(self): return super().m()', 'r = property(lambda self: super().r)', 'v = None')}\n"
    names = ["u", "v", "w", "r", "q", "z", "nope", "other", "m", "c"]
    tests = [f"{o} = {p.pick(a, b)}()"]
    for _ in range(9):
        n = p.pick(*names)
        tests.append(p.pick(f"print({o}.{n} if not callable({o}.{n}) else {o}.{n}())", f"{o}.{n} = {p.expression('any', {}, 4)}; print({o}.{n})", f"del {o}.{n}; print(hasattr({o}, '{n}'))", f"print(hasattr({o}, '{n}'), getattr({o}, '{n}', 'none') == {o}.w)", f"{p.pick(a, b)}.{n} = {p.expression('int', {}, 4)}; print({o}.{n}, {b}.{n})", f"{o}.{n} += 1; print({o}.{n})", f"print(sorted(vars({o})))", f"print({a}.{n} if not callable(getattr({a}, '{n}', print)) else 'callable')", f"del {a}.{n}; print({o}.{n})"))
    return text + tried(*tests)


def shared(p):
    """Globals that functions rebind, delete and share with closures."""
    g, f, h, k = p.name("G"), p.name("f"), p.name("f"), p.name("f")
    value = lambda: p.expression(p.pick("int", "str", "float", "list", "any", "ints"), {}, 3)
    text = f"{g} = {value()}\ndef {f}(x):\n    global {g}\n    {p.pick(f'{g} += x', f'{g} = x', f'{g} = [{g}, x]', f'del {g}', f'{g} = {g} or x')}\n    return {p.pick(g, 'x', f'{g}, x')}\n"
    text += f"def {h}():\n    return [{g} for _ in range({p.pick('1', '2')})], {p.pick(f'lambda: {g}', '0', 'None')}\n"
    text += f"def {k}(n):\n    held = {value()}\n    def put(v):\n        nonlocal held\n        held = v\n        return {p.pick('held', g, 'n')}\n    def drop():\n        nonlocal held\n        del held\n    def get():\n        return held, {g}, n\n    return put, drop, get\n"
    o = p.name("o")
    tests = [f"{o} = {k}({value()})"] + [p.pick(f"print({f}({value()}))", f"print({h}()[0])", f"print({o}[0]({value()}))", f"{o}[1]()", f"print({o}[2]())", f"{g} = {value()}", f"del {g}", f"print({g})", f"{g} += {value()}; print({g})", f"for {g} in {p.expression('ints', {}, 4)}: {f}({g})", f"{f} = {h}", f"print([{g} for {g} in (1, 2)], {g})", f"def {g}(): return 'function'\n    print({g}())", f"print((lambda {g}={g}: {g})())") for _ in range(8)]
    return text + tried(*tests)


def slices(p):
    """Slices assigned and deleted, with steps, on lists, bytearrays and memoryviews."""
    o = p.name("o")
    bound = lambda: p.pick("", "", "0", "1", "2", "-1", "-2", "3", "5", "-9", "100")
    part = lambda: f"{bound()}:{bound()}" + p.pick("", "", ":1", ":2", ":-1", ":-2", ":3")
    start = p.pick("list(range(8))", "[1.5, 2.5, 3.5, 4.5]", "['a', 'b', 'c', 'd', 'e']", "bytearray(b'abcdef')", "[[1], [2], [3]]", "memoryview(bytearray(b'qwerty'))", "[True, False, True]", "array.array('i', range(6))")
    source = lambda: p.pick("[9, 8]", "[]", f"{o}[{part()}]", "range(3)", "b'xy'", "'uv'", f"[{p.expression('any', {}, 4)}]", "(x for x in (1, 2, 3))", "5", f"{o}", "[0.5]", "{1: 2}")
    tests = [p.pick(f"{o}[{part()}] = {source()}", f"del {o}[{part()}]", f"{o}[{part()}] += {source()}", f"{o} = {o}[{part()}]", f"{o}[{part()}], {o}[{p.pick('0', '-1')}] = {source()}, {p.expression('any', {}, 4)}", f"{o}.insert({p.pick('0', '-1', '99')}, {p.expression('int', {}, 4)})", f"{o}.extend({source()})", f"{o} *= 2", f"for i, x in enumerate({o}[{part()}]): {o}[i] = x", f"print({o}.index({p.expression('int', {}, 4)}, {p.pick('1', '-2')}))", f"{o}.pop({p.pick('', '0', '-1', '7')})", f"print({o}[{part()}] == {o}, {o}[{part()}] < {o}[{part()}])") + f"; print({p.pick(f'list({o})', f'len({o})')})" for _ in range(8)]
    return f"import array\n{o} = {start}\n" + tried(*tests) + f"\nprint(list({o}))"


def groups(p):
    """Groups of exceptions and `except*`."""
    error = lambda: p.pick("ValueError(1)", "KeyError('k')", "TypeError()", "OSError(2, 'no')", "ZeroDivisionError('z')", "ExceptionGroup('in', [ValueError(2), IndexError(3)])", "StopIteration()")
    text = f"try:\n    try:\n        raise {p.pick(f'ExceptionGroup({p.pick(repr(chr(103)), repr(str()))}, [{error()}, {error()}, {error()}])', error())}\n"
    for kind in p.random.sample(["ValueError", "(KeyError, OSError)", "LookupError", "TypeError", "ArithmeticError"], p.pick(1, 2, 3)):
        text += f"    except* {kind} as e:\n        print('caught', repr(e), len(e.exceptions))\n        {p.pick('pass', 'pass', 'raise', 'raise IndexError(9)', 'raise e.exceptions[0]', 'x = e.split(ValueError); print(x)')}\n"
    if p.chance(0.3):
        text += "    else:\n        print('else')\n"
    if p.chance(0.4):
        text += "    finally:\n        print('finally')\n"
    return text + "except BaseException as e:\n    print('left', repr(e), repr(e.__context__), repr(e.__cause__))\n    if isinstance(e, ExceptionGroup): print(e.subgroup(ValueError), e.derive([KeyError()]), e.split(lambda x: bool(x.args)), e.message)"


def asynchronous(p):
    """Coroutines, asynchronous generators and context managers under asyncio."""
    f, g, c, main = p.name("co"), p.name("agen"), p.name("Ctx"), p.name("main")
    text = f"import asyncio\nasync def {f}(n, log):\n    try:\n        for i in range(n):\n            await asyncio.sleep(0)\n            log.append((n, i))\n            {p.pick('pass', 'if i == 1: return i', 'if i == 1: raise ValueError(i)', 'if i == 2: 1 / 0')}\n        return {p.expression('any', {'n': 'int'}, 3)}\n    finally:\n        log.append({p.pick(repr('done'), 'n')})\n"
    text += f"async def {g}(n):\n    try:\n        for i in range(n):\n            got = yield {p.pick('i', '(i, n)', 'str(i)')}\n            {p.pick('pass', 'await asyncio.sleep(0)', 'if got: print(got)')}\n    finally:\n        print('closing')\n"
    text += f"class {c}:\n    async def __aenter__(self):\n        print('enter')\n        return {p.pick('self', '5')}\n    async def __aexit__(self, kind, error, trace):\n        print('exit', kind and kind.__name__)\n        return {p.pick('True', 'False', 'None')}\n    def __aiter__(self):\n        self.i = 0\n        return self\n    async def __anext__(self):\n        self.i += 1\n        if self.i > 2:\n            raise StopAsyncIteration\n        return self.i\n"
    steps = p.random.sample([f"print(await {f}(3, log))", f"print(await asyncio.gather({f}(2, log), {f}(3, log), return_exceptions={p.pick('True', 'False')}))", f"async for x in {g}(3):\n            print(x)\n            {p.pick('pass', 'if x: break')}", f"print([x async for x in {g}(4) if x])", f"print({{x: 1 async for x in {c}()}})", f"async with {c}() as w:\n            print(isinstance(w, {c}))\n            {p.pick('pass', 'raise KeyError(1)', f'await {f}(1, log)')}", f"t = asyncio.create_task({f}(5, log))\n        await asyncio.sleep(0)\n        t.cancel()\n        await t", f"print(await asyncio.wait_for({f}(2, log), 5))", f"it = {g}(2)\n        print(await it.__anext__(), await it.asend('sent'))\n        await it.aclose()", f"print(await anext({g}(1)), await anext({g}(0), 'default'))", "await 5"], 5)
    text += f"async def {main}():\n    log = []\n" + "\n".join(f"    try:\n        {step}\n    except (Exception, asyncio.CancelledError) as error:\n        print(type(error).__name__, error)" for step in steps) + "\n    print(log)\n"
    return text + f"asyncio.run({main}())"


def texts(p):
    """Methods of str and bytes with all their arguments, and programs that take texts apart."""
    o = p.name("t")
    text = f"{o} = {p.expression('str', {}, 3)}\n"
    s = lambda: p.expression("str", {}, 4)
    c = lambda: p.expression("char", {}, 5)
    n = lambda: p.expression("bound", {}, 5)
    tests = [f"print({call})" for call in p.random.sample([f"{o}.split({c()}, {p.pick('0', '1', '-1')})", f"{o}.rsplit(sep={c()}, maxsplit={p.pick('0', '1', '-1')})", f"{o}.find({s()}, {n()}, {n()})", f"{o}.rindex({c()}, {n()})", f"{o}.count({c()}, {n()}, {n()})", f"{o}.replace({c()}, {s()}, {p.pick('0', '1', '-1')})", f"{o}.startswith(({c()}, {s()}), {n()}, {n()})", f"{o}.endswith({s()}, {n()})", f"{o}.center({p.pick('3', '9', '20')}, {c()})", f"{o}.encode({p.expression('codec', {}, 5)})[{n()}:{n()}]", f"{o}.translate(str.maketrans({repr('abc')}, {repr('xyz')}, {repr('l ')}))", f"{o}.partition({c()}) + {o}.rpartition({c()})", f"{c()}.join({o})", f"{o}.splitlines(keepends={p.pick('True', 'False')})", f"[w.capitalize() for w in {o}.split()]", f"sorted({o}, key=lambda q: (q.isupper(), q))", f"{{q: {o}.count(q) for q in sorted(set({o}))}}", f"''.join(chr((ord(q) + 3) % 128) for q in {o})", f"[{o}[i:i + 2] for i in range(0, len({o}), 2)]", f"{o} == {o}[::-1], {o}.lower() in {o}, {o} * 2 > {o}", f"{o}.zfill(8), {o}.expandtabs(4), {o}.swapcase()", f"{o}.removeprefix({o}[:2]).removesuffix({o}[-1:])", f"int({o}, {p.pick('0', '10', '16', '2', '36')})", f"max({o}), min({o}), len({o})", f"{o}.format({s()}, a=1)", f"{o}.encode().decode('latin-1')", f"[*map(str.isalpha, {o})]", f"'%s|%10.3s|%-6r' % ({o}, {o}, {o})", f"f'{{{o}!r:^20}}|{{{o}:.2}}|{{len({o}):03d}}'", f"any(q in 'aeiou' for q in {o}), all(map(str.isprintable, {o}))", f"{o}.encode('utf-16-le').hex('-', 2)", f"dict(zip({o}, range(9)))", f"list(enumerate({o}, -1))[:3]", f"{o}.casefold().title().istitle()"], 9)]
    return text + tried(*tests)


ALL = [exits, exits, exits, numbers, numbers, numbers, linked, linked, derived, derived, descriptors, shared, slices, groups, texts]
FOREIGN = [asynchronous, asynchronous]
