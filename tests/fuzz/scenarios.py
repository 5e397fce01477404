"""Snippets with a plan: classes, generators, decorators, sorting, exceptions, library modules, arrays.

Each function returns the text of one snippet; what it prints depends on random parts, what it defines has names of its own.
"""

import re

OPERATORS = {"add": "+", "sub": "-", "mul": "*", "floordiv": "//", "mod": "%", "and": "&", "or": "|", "xor": "^", "lshift": "<<", "matmul": "@", "pow": "**", "truediv": "/"}
COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


def tried(*statements):
    return "\n".join(f"try:\n    {statement}\nexcept Exception as error:\n    print(type(error).__name__, error)" for statement in statements)


def indented(text, depth=1):
    return "\n".join("    " * depth + line for line in text.split("\n"))


def operators(p):
    """A class with some operators, some reflected and in-place ones, and a class derived from it."""
    name, derived = p.name("C"), p.name("C")
    lines = [f"class {name}:", "    def __init__(self, n):", "        self.n = n", "    def __repr__(self):", "        return f'{type(self).__name__}({self.n})'"]
    chosen = p.random.sample(list(OPERATORS), 4)
    for operator in chosen:
        for prefix in p.random.sample(["", "r", "i"], p.pick(1, 2, 3)):
            result = p.pick("self.n + 1", "'text'", f"type(self)({p.expression('int', {'self.n': 'int'}, 3)})", "NotImplemented", "(self, other)")
            lines += [f"    def __{prefix}{operator}__(self, other):", f"        print('{prefix}{operator}', self, other)", f"        return {result}"]
    compared = p.random.sample(list(COMPARISONS), 3)
    for comparison in compared:
        lines += [f"    def __{comparison}__(self, other):", f"        print('{comparison}', self, other)", f"        return {p.pick('NotImplemented', 'True', 'False', 'self.n', 'other')}"]
    others = {
        "len": "return self.n", "bool": "return self.n > 2", "hash": "return 7", "neg": "return -self.n", "abs": "return abs(self.n)", "invert": "return ~self.n", "int": "return self.n", "float": "return self.n / 2", "index": "return self.n", "str": "return f'<{self.n}>'",
        "iter": "return iter(range(self.n))", "call": "return self.n", "format": "return 'F' + str(self.n)", "round": "return self.n", "reversed": "return iter([self.n])", "complex": "return complex(self.n)", "bytes": "return bytes(self.n)",
    }
    extra = {"call": ", *a, **k", "format": ", spec", "round": ", n=None"}
    for other in p.random.sample(list(others), 5):
        lines += [f"    def __{other}__(self{extra.get(other, '')}):", f"        {others[other]}"]
    if p.chance(0.5):
        lines += ["    def __getitem__(self, i):", "        if isinstance(i, int) and i > 3: raise IndexError(i)\n        return i", "    def __setitem__(self, i, v):", "        print('set', i, v)", "    def __delitem__(self, i):", "        print('del', i)"]
    if p.chance(0.3):
        lines += ["    def __contains__(self, x):", f"        return {p.pick('x == self.n', '[]', '1')}"]
    if p.chance(0.3):
        lines += ["    def __getattr__(self, name):", "        if name.startswith('_'): raise AttributeError(name)", "        return name * 2"]
    lines += [f"class {derived}({name}):", "    pass" if p.chance(0.3) else f"    def __{p.pick(*chosen)}__(self, other):\n        return 'derived', self.n" + p.pick("", f"\n    def __r{p.pick(*chosen)}__(self, other):\n        return 'rderived'")]
    a, b = p.name("o"), p.name("o")
    lines += [f"{a} = {name}({p.expression('small', {}, 4)})", f"{b} = {p.pick(name, derived)}({p.expression('small', {}, 4)})"]
    tests = []
    for operator in chosen:
        right = p.pick(a, b, "3", "2.5", "'x'", "None")
        symbol = OPERATORS[operator]
        tests += [f"print({a} {symbol} {right})", f"print({right} {symbol} {b})", f"{b} {symbol}= {right}; print({b}); {b} = {derived}(5)"]
    for comparison in compared + [p.pick(*COMPARISONS)]:
        tests += [f"print({a} {COMPARISONS[comparison]} {p.pick(a, b, '3', 'None')})", f"print({p.pick('3', b)} {COMPARISONS[comparison]} {a})"]
    tests += p.random.sample([f"print(len({a}))", f"print(bool({a}))", f"print(hash({a}) == hash({a}))", f"print(-{a}, abs({b}))", f"print(~{a})", f"print(int({a}), float({b}))", f"print([10, 20, 30, 40, 50, 60, 70, 80, 90][{a}])", f"print(str({a}), '%s %r' % ({a}, {b}), f'{{{a}:>10}} {{{b}!r}}')", f"print(list({a}))", f"print({a}(1, k=2))", f"print(round({a}), round({a}, 1))", f"print(list(reversed({a})))", f"print({a}[2], {a}[1:2])", f"{a}[1] = 2; del {a}[0]", f"print({a} in [{b}, {a}], 2 in {a})", f"print({a}.nothing)", f"print(sorted([{b}, {a}]))", f"print({{{a}: 1, {b}: 2}})", f"print(max({a}, {b}))", f"print(sum([{a}, {b}]))", f"print(complex({a}))", f"print(not {a}, {a} and 1, {b} or 2)", f"print(range({a}))", f"x, y = {a}; print(x, y)", f"print(*{a})", f"{a}.m = 5; print({a}.m, {a}.__dict__)"], 9)
    return "\n".join(lines) + "\n" + tried(*tests)


def hierarchy(p):
    """Several classes with cooperative methods, class attributes, properties, static and class methods."""
    names = [p.name("K") for _ in range(4)]
    lines = []
    for number, name in enumerate(names):
        bases = p.random.sample(names[:number], min(number, p.pick(1, 1, 2)))
        lines.append(f"class {name}{'(' + ', '.join(bases) + ')' if bases else ''}:")
        if p.chance(0.5):
            lines.append(f"    kind = {p.expression('any', {}, 3)}")
        if p.chance(0.4) or not bases:
            lines.append(f"    def __init__(self, *args{p.pick('', ', tag=0')}, **more):\n        {'super().__init__(*args)' if bases else 'self.args = args'}\n        self.{p.pick('a', 'b')} = {p.expression('any', {'args': 'tuple'}, 3)}\n        print({name!r}, args, sorted(more))")
        for method in p.random.sample(["go", "stop", "show"], 2):
            body = f"return [{name!r}" + (f"] + super().{method}()" if bases and p.chance(0.7) else f", {p.expression('any', {}, 3)}]")
            lines.append(f"    def {method}(self):\n        {body}")
        if p.chance(0.4):
            lines.append(f"    @property\n    def area(self):\n        return {p.pick('self.kind', 'self.args', '3', 'super().area')}")
        if p.chance(0.25):
            lines.append("    @area.setter\n    def area(self, v):\n        self.kind = v" if "def area" in lines[-1] else "    area = 9")
        if p.chance(0.4):
            lines.append(f"    @classmethod\n    def make(cls, *a):\n        return cls(*a, {p.expression('int', {}, 4)})")
        if p.chance(0.3):
            lines.append("    @staticmethod\n    def fixed(x=1):\n        return x, 'static'")
        if p.chance(0.2):
            lines.append("    def __init_subclass__(cls, **kw):\n        super().__init_subclass__(**kw)\n        print('sub', cls.__name__)")
        if p.chance(0.2):
            lines.append("    __slots__ = ('a', 'b', 'args', 'z')")
        if p.chance(0.2):
            lines.append("    def __setattr__(self, name, value):\n        print('set', name)\n        super().__setattr__(name, value)")
    lines = "\n".join(lines)
    tests = []
    o = p.name("o")
    for name in p.random.sample(names, 3):
        tests += [f"{o} = {name}({p.expression('int', {}, 4)})", f"print({o}.go())", f"print({o}.stop(), {o}.show())", f"print({o}.area, {o}.kind)", f"{o}.area = 5; print({o}.area)", f"{o}.kind = 1; {name}.kind = 2; print({o}.kind, {name}.kind, {o}.args)", f"print({name}.make(1).args)", f"print({o}.fixed(), {name}.fixed(2))", f"print([k.__name__ for k in {name}.__mro__], isinstance({o}, {names[0]}), issubclass({name}, {names[1]}))", f"print(sorted(vars({o}).items(), key=str))", f"{o}.fresh = 1; print({o}.fresh, hasattr({o}, 'b'), getattr({o}, 'c', 'none'))", f"print({name}.go({o}), {o}.go.__name__, {name}.__name__)"]
    return lines + "\n" + tried(*tests)


def pipeline(p):
    """Generators that feed each other, send, throw, close, and what they return."""
    g, h = p.name("gen"), p.name("gen")
    yielded = [p.pick("yield x", "got = yield x; print('got', got)", "if x == 2: return 'early'", "try:\n    yield x * 2\nfinally:\n    print('cleanup', x)", "try:\n    yield x\nexcept ValueError as e:\n    print('inside', e)\n    yield 'handled'", "x = yield", "yield from (x, x + 1)", f"yield {p.expression('any', {'x': 'int'}, 2)}") for _ in range(p.pick(1, 2, 3))]
    body = "\n".join(yielded)
    text = f"def {g}(items):\n    print('start')\n    for x in items:\n" + indented(body, 2) + f"\n    return {p.expression('any', {}, 3)}\n"
    text += f"def {h}(n):\n    result = yield from {g}(range(n))\n    print('result', result)\n    yield 'last'\n"
    o = p.name("o")
    actions = [f"print(next({o}))", f"print({o}.send({p.expression('any', {}, 4)}))", f"print({o}.throw(ValueError('thrown')))", f"print({o}.throw(KeyError, 'k'))", f"{o}.close()", f"print(next({o}, 'default'))", f"print(list({o}))", f"for x in {o}:\n        print(x)\n        if x: break", f"print(sum(1 for _ in {o}))", f"a, b, *c = {o}; print(a, b, c)", f"print({o}.gi_running, {o}.__name__)", f"print(max({o}, key=str))", f"print(any(x == 2 for x in {o}), 'rest', [*{o}])", f"print(2 in {o})", f"print(list(zip({o}, 'ab')))"]
    tests = [f"{o} = {p.pick(g + '(range(4))', h + '(3)', g + '([5, 2, 7])', h + '(0)', g + '(iter(' + p.expression('ints', {}, 3) + '))')}"]
    tests += [p.pick(*actions) for _ in range(5)]
    return text + tried(*tests)


def decorators(p):
    d, f = p.name("deco"), p.name("f")
    argument = p.chance(0.5)
    inner = f"def wrapper(*args, **kwargs):\n    wrapper.calls += 1\n    print('before', args, kwargs)\n    result = function(*args, **kwargs)\n    return {p.pick('result', '(result, wrapper.calls)', '[result] * 2', 'result or kwargs')}\nwrapper.calls = 0\nreturn wrapper"
    if p.chance(0.4):
        inner = "@functools.wraps(function)\n" + inner
    if argument:
        text = f"def {d}(label{p.pick('', '=' + p.expression('any', {}, 4))}):\n    print('make', label)\n    def decorate(function):\n" + indented(inner, 2) + "\n    return decorate\n"
        use = f"@{d}({p.expression('any', {}, 3)})"
    else:
        text = f"def {d}(function):\n" + indented(inner) + "\n"
        use = f"@{d}"
    cached = p.pick("", "", "@functools.lru_cache(maxsize=None)\n", "@functools.cache\n")
    parameters = p.pick("a, b=2", "a, /, b=1, *, c=3", "*a, c", "a=0, **b", "a, *b, c=5", "a, b")
    result = p.expression("any", {"a": "int"}, 2)
    text += f"{use}\n{cached}def {f}({parameters}):\n    'doc text'\n    return {result}, {', '.join(sorted({q for q in parameters if q.isalpha()}))}\n"
    calls = [f"print({f}({p.pick('1', '1, 2', '1, 2, 3', '', 'a=1', '1, b=2', '1, c=4', '1, 2, c=3', '*[1, 2]', '**{chr(97): 1}', '1, z=2', '1, a=2', '*(1,), **{chr(98): 4}', '5, 6, 7, 8')}))" for _ in range(5)]
    return text + tried(*calls, f"print({f}.__name__, {f}.__doc__, {f}.calls)")


def closures(p):
    f, o = p.name("make"), p.name("o")
    text = f"def {f}(start, step=1):\n    count = start\n    log = []\n    def up(by=step):\n        nonlocal count\n        count {p.pick('+=', '-=', '*=')} by\n        log.append(count)\n        return count\n    def down():\n        nonlocal count, log\n        count = {p.expression('int', {'count': 'int', 'step': 'int'}, 2)}\n        log = log + ['down']\n        return count\n    return up, down, lambda: (count, log)\n"
    text += f"{o} = {f}({p.expression('any', {}, 3)}, {p.expression('int', {}, 3)})\n"
    late = p.name("fs")
    text += f"{late} = [lambda x{p.pick('', '=i', ', i=i')}: (x, i) for i in range(3)]\n"
    return text + tried(f"print({o}[0](), {o}[0]({p.expression('any', {}, 4)}), {o}[2]())", f"print({o}[1](), {o}[2]())", f"print([q(7) for q in {late}])", f"print({late}[0]())")


def dataclasses(p):
    name, derived = p.name("D"), p.name("D")
    options = ", ".join(f"{option}={p.pick('True', 'False')}" for option in p.random.sample(["order", "frozen", "eq", "repr", "unsafe_hash"], p.pick(0, 1, 2)))
    fields = [f"    a: int\n", f"    b: {p.pick('int', 'str', 'float', 'list')} = {p.expression(p.pick('int', 'str', 'float'), {}, 4)}\n", p.pick("", "    c: list = field(default_factory=list)\n"), p.pick("", f"    d: int = field(default={p.expression('int', {}, 4)}, {p.pick('repr=False', 'compare=False', 'init=False')})\n")]
    post = p.pick("", "    def __post_init__(self):\n        print('post', self.a)\n")
    frozen = "frozen=True" in options
    text = f"from dataclasses import dataclass, field, asdict, replace, astuple, fields\n@dataclass{'(' + options + ')' if options else ''}\nclass {name}:\n{''.join(fields)}{post}"
    text += f"@dataclass{'(frozen=True)' if frozen else ''}\nclass {derived}({name}):\n    e: float = 0.5\n    def total(self):\n        return {p.pick('self.a + self.e', 'self.b', '(self.a, self.b, self.e)')}\n"
    o, q = p.name("o"), p.name("o")
    show = f"print({o} if {'repr=False' not in options} else 'hidden')"
    return text + tried(f"{o} = {name}({p.expression('int', {}, 4)})", f"{q} = {p.pick(name, derived)}({p.expression('any', {}, 4)}, b={p.expression('any', {}, 4)})", show, f"print({o} == {q}, {o} == {name}({o}.a))", f"print({o} < {q})", f"{o}.a = 5; print({o}.a)", f"print(len({{{o}, {q}}}))", f"print(asdict({q}), astuple({o}))", f"print(replace({q}, a=3).a)", f"print({derived}(1, 2).total(), [f.name for f in fields({derived})])", f"print({name}())", f"print(sorted([{q}, {o}]) == [{o}, {q}])")


def exceptions(p):
    """Classes of exceptions, chains, handlers in functions, what finally does to a result."""
    base, derived, f = p.name("Error"), p.name("Error"), p.name("f")
    text = f"class {base}({p.pick('Exception', 'ValueError', 'KeyError', 'OSError')}):\n    {p.pick('pass', 'code = 3')}\nclass {derived}({base}):\n    def __init__(self, what, n=0):\n        super().__init__({p.pick('what', 'what, n', '')})\n        self.n = n\n    {p.pick('pass', 'def __str__(self):' + chr(10) + '        return ' + repr('text') + ' + str(self.n)')}\n"
    raised = p.pick(f"{derived}('w', 5)", f"{base}('x')", f"{derived}({p.expression('any', {}, 3)})", "ZeroDivisionError()", "KeyError('key')", "StopIteration(3)", "UnicodeDecodeError('utf-8', b'x', 0, 1, 'why')", "OSError(2, 'No such file')", base, "SystemExit(2)", "1", "KeyboardInterrupt('stop')")
    handler = p.pick("raise", f"raise {base}('new') from error", f"raise {base}('new')", f"raise {derived}('d', 1) from None", "return 'handled'", "pass", "x / 0", "error.add_note('note'); raise")
    last = p.pick("pass", "return 'finally'", "print('finally', x)", "x = 5")
    text += f"def {f}(x):\n    try:\n        if x:\n            raise {raised}\n        print('no error')\n    except {p.pick(base, derived, 'Exception', '(KeyError, ' + base + ')', 'BaseException')} as error:\n        print('handler', repr(error), error.args)\n        {handler}\n    else:\n        x = 'else'\n    finally:\n        {last}\n    return x\n"
    report = "try:\n    print({call})\nexcept BaseException as error:\n    print(type(error).__name__, error, error.args, type(error.__cause__), type(error.__context__), error.__suppress_context__, getattr(error, 'n', None), getattr(error, '__notes__', None))"
    text += "\n".join(report.format(call=f"{f}({argument})") for argument in ("0", "1", p.expression("any", {}, 3)))
    if p.chance(0.15):
        text += f"\nif {p.pick('True', 'False')}:\n    {f}(1)"
    return text


def star_calls(p):
    f = p.name("f")
    parameters = p.pick("a, b", "a, b=2, *c", "*a, b=1", "a, /, b", "a, *, b", "a=1, *, b=2, **c", "a, b, /, c=3, *d, e, f=6, **g", "**a", "a, b=[]")
    named = sorted({q for q in parameters if q.isalpha()})
    text = f"def {f}({parameters}):\n    return {', '.join(named)}\n"
    if p.chance(0.3):
        text = f"{f} = lambda {parameters}: ({', '.join(named)})\n"
    pieces = ["1", "'x'", "*[1, 2]", "*(3,)", "*'ab'", "a=1", "b=2", "c=3", "e=5", "**{'b': 7}", "**{'e': 8, 'z': 9}", "*range(3)", "**{}", "*[]", p.expression("any", {}, 3)]
    calls = []
    for _ in range(7):
        chosen = [p.pick(*pieces) for _ in range(p.pick(0, 1, 2, 3, 4))]
        chosen.sort(key=lambda piece: (piece.startswith("**"), "=" in piece and piece[0].islower()))
        calls.append(f"print({f}({', '.join(chosen)}))")
    text += tried(*calls)
    try:
        compile(text, "calls", "exec")
    except SyntaxError:
        return "pass"
    return text


def sorting(p):
    v = p.name("rows")
    rows = ", ".join(f"({p.expression('small', {}, 4)}, {p.pick(*'abcdef')!r}, {p.expression('float', {}, 5)})" for _ in range(6))
    keys = ["lambda r: r[0]", "lambda r: (r[1], -r[0])", "lambda r: -r[0]", "lambda r: r[1]", "operator.itemgetter(1, 0)", "functools.cmp_to_key(lambda a, b: (a[0] > b[0]) - (a[0] < b[0]))", "lambda r: len(r)", "lambda r: r[9]", "None"]
    tests = []
    for _ in range(4):
        tests.append(f"print([r[:2] for r in sorted({v}, key={p.pick(*keys)}, reverse={p.pick('True', 'False')})])")
    tests += [f"{v}.sort(key={p.pick(*keys)}); print([r[:2] for r in {v}])", f"print(min({v}, key={p.pick(*keys)})[:2], max({v}, key={p.pick(*keys)})[:2])", f"print([list(q[:1] for q in g) for k, g in itertools.groupby(sorted({v}, key=lambda r: r[1]), key=lambda r: r[1])])"]
    return f"import operator, functools, itertools\n{v} = [{rows}]\n" + tried(*tests)


LIBRARY = [
    "list(itertools.$(chain|zip_longest)($any, $ints))", "list(itertools.islice($ints, $small))", "list(itertools.accumulate($ints))", "list(itertools.combinations($str, 2))[:6]", "list(itertools.product($ints, $str))[:6]", "list(itertools.permutations($ints, 2))[:6]", "list(itertools.takewhile(lambda q: q < 3, $ints))", "list(itertools.pairwise($list))", "list(itertools.islice(itertools.count($int, $small), 4))", "list(itertools.starmap(pow, [$pair]))",
    "collections.Counter($str).most_common(3)", "collections.Counter($ints)", "sorted(collections.Counter($strs).elements())", "collections.Counter(a=$int) + collections.Counter($str)", "collections.deque($ints, maxlen=3)", "collections.OrderedDict($counts)", "collections.defaultdict(list, $counts)", "collections.ChainMap($dict, $counts).get($key_value)", "collections.namedtuple('N', 'a b')($any, $any)",
    "functools.reduce(lambda a, b: a + b, $ints, $int)", "functools.partial(max, $int)($int)", "heapq.nsmallest(2, $ints)", "heapq.merge($ints, $ints).__class__.__name__", "bisect.bisect_left(sorted($ints), $int)", "json.dumps($any)", "json.loads(json.dumps($list))", "json.dumps($dict, sort_keys=$bool, indent=$small)", "json.loads($str)",
    "re.sub($char, $str, $str)", "re.findall(r'\\w+', $str)", "re.split(r'[, ]+', $str)", "re.match(r'(\\w)(\\w*)', $str)", "[m.span() for m in re.finditer('[a-e]', $str)]", "string.capwords($str)", "string.Template('$$ ${a}').safe_substitute(a=$any)", "statistics.mean($ints)", "statistics.median($floats)", "fractions.Fraction($int, $small)", "decimal.Decimal($int) / $small", "decimal.Decimal($str)", "textwrap.wrap($str, $small)", "textwrap.shorten($str, 12)", "operator.itemgetter($index)($list)", "operator.$(add|sub|mul|lt|eq|concat)($any, $any)", "struct.pack('<ih', $int, $small)", "struct.unpack('<h', $bytes)", "array.array('i', $ints)", "array.array('d', $floats)[$index]", "base64.b64encode($bytes)", "hashlib.md5($bytes).hexdigest()", "datetime.date(2024, 1, 31) + datetime.timedelta(days=$small)", "datetime.timedelta(seconds=$int)", "random.Random(7).randint(0, 100 + $small)", "random.Random($int).sample(range(20), $small)", "urllib.parse.quote($str)", "shlex.split($str)", "io.StringIO($str).readlines()", "copy.deepcopy($any)", "enum.IntEnum('E', 'A B').B + $int", "ast.literal_eval(repr($list))", "pprint.pformat($dict)", "zlib.crc32($bytes)", "unicodedata.normalize('NFD', $str)", "html.escape($str)", "difflib.get_close_matches('abc', $strs)", "math.prod($ints)", "math.perm($small, $small)", "math.lcm($int, $small)", "keyword.iskeyword($str)", "colorsys.rgb_to_hsv(0.5, $float, 0.1)", "calendar.isleap($int)", "cmath.sqrt($complex)",
]


def library(p):
    lines, modules = [], set()
    for _ in range(6):
        template = p.pick(*LIBRARY)
        modules |= {part.split(".")[0] if not part.startswith("urllib") else "urllib.parse" for part in re.findall(r"\b([a-z0-9]+(?:\.parse)?)\.[\w$]", template) if part in MODULES}
        if p.chance(0.3):
            name = p.name("v")
            lines.append(f"{name} = {p.fill(template, {})}; print({name}, type({name}).__name__)")
        else:
            lines.append(f"print({p.fill(template, {})})")
    return "\n".join(f"import {module}" for module in sorted(modules)) + "\n" + tried(*lines)


MODULES = {"itertools", "collections", "functools", "heapq", "bisect", "json", "re", "string", "statistics", "fractions", "decimal", "textwrap", "operator", "struct", "array", "base64", "hashlib", "datetime", "random", "urllib.parse", "shlex", "io", "copy", "enum", "ast", "pprint", "zlib", "unicodedata", "html", "difflib", "math", "keyword", "colorsys", "calendar", "cmath"}


def arrays(p):
    """Loops over the elements of NumPy arrays."""
    a, b, f = p.name("a"), p.name("a"), p.name("f")
    dtype = p.pick("float64", "float32", "int64", "int32", "uint8", "bool")
    make = p.pick(f"np.zeros(6, dtype=np.{dtype})", f"np.arange(6).astype(np.{dtype})", f"np.array([1, 2, 3, 0, 1, 2], dtype=np.{dtype})", "np.linspace(0.0, 1.0, 6)", "np.arange(6)")
    grid = p.pick(f"np.ones((3, 4), dtype=np.{dtype})", "np.arange(12).reshape(3, 4)", "np.arange(12.0).reshape(4, 3).T")
    update = p.pick("a[i] += a[i - 1]", "a[i] = a[-i] * 2", "a[i] = i", "a[i] *= 3", "a[i] = a[i] / 2", "a[i] //= 2", "a[i] -= 1", "t = a[i] + 1; s = s + t", "a[i] = -a[i]", "s += a[i] * a[i]", "a[i] = s")
    start = p.pick("0", "0.0", "a[0]", "1")
    text = f"import numpy as np\nimport warnings\nwarnings.simplefilter('ignore')\ndef {f}(a, n):\n    s = {start}\n    for i in range(n):\n        {update}\n        {p.pick('s += a[i]', 's = max(s, a[i])', 'if a[i] > 1: s += 1', 's = s * 2 + a[i]', 'print(a[i])', 's = a[i] if a[i] > s else s')}\n    return s\n"
    text += f"{a} = {make}\n{b} = {grid}\n"
    return text + tried(f"print({f}({a}, 6), repr({a}))", f"print(repr({f}({a}[::2], 3)), {a}.sum())", f"print({f}({a}[1:], {p.pick('5', '6', '2')}))", f"print(type({f}({a}, 4)).__name__, {a}.tolist())", f"print([{b}[i, j] for i in range(3) for j in range({p.pick('4', '3')})])", f"{b}[1, 2] = {p.expression('int', {}, 4)}; print({b}, {b}[1].sum(), {b}.mean())", f"print([float(x) for row in {b} for x in row], {b}[-1, -1], {b}.shape)", f"print({b}[{p.expression('index', {}, 5)}, 0], {a}[{p.expression('index', {}, 5)}])", f"print({a}[0] + {p.expression('int', {}, 4)}, {a}[1] * 2.5, {a}[2] == 2, -{a}[3], repr({a}[1] / 3))", f"print(sum({a}), max({a}), list({a})[:2], len({a}), {a} @ {a})", f"print(({a} + {p.expression('small', {}, 4)}).tolist(), ({a} > 1).tolist(), {a}[{a} > 1].tolist())")


def enums(p):
    name = p.name("E")
    kind = p.pick("Enum", "IntEnum", "Flag", "Enum")
    members = ["RED", "GREEN", "BLUE"]
    values = [p.pick(str(2**n), "auto()") if kind != "Enum" else p.pick(repr(members[n].lower()), str(n), "auto()", p.expression("int", {}, 5)) for n in range(3)]
    text = f"from enum import {kind}, auto\nclass {name}({kind}):\n" + "".join(f"    {member} = {value}\n" for member, value in zip(members, values)) + p.pick("", "    def shown(self):\n        return self.name.title(), self.value\n", "    @property\n    def shown(self):\n        return self.value\n")
    return text + tried(f"print({name}.RED, repr({name}.GREEN), {name}.BLUE.value, {name}.RED.name)", f"print(list({name}), len({name}))", f"print({name}(1), {name}['BLUE'])", f"print({name}.RED == {name}.GREEN, {name}.RED is {name}['RED'], {name}.RED < {name}.BLUE)", f"print({name}('nope'))", f"print({name}.RED | {name}.BLUE)", f"print({name}.RED.shown)", f"print({name}.RED + 1, f'{{{name}.RED}}', {name}.RED in {name})", f"print({{{name}.RED: 1}}[{name}.RED], hash({name}.RED) == hash({name}.RED))")


def recursion(p):
    f = p.name("f")
    body = p.pick(
        f"def {f}(n, acc={p.expression('int', {}, 4)}):\n    if n <= 0:\n        return acc\n    return {f}(n - 1, acc {p.pick('*', '+', '-')} n)",
        f"def {f}(n, memo={{}}):\n    if n in memo:\n        return memo[n]\n    if n < 2:\n        return {p.expression('any', {}, 4)}\n    memo[n] = {f}(n - 1) + {f}(n - 2)\n    return memo[n]",
        f"def {f}(x):\n    if isinstance(x, (list, tuple)):\n        return sum({f}(y) for y in x)\n    if isinstance(x, int):\n        return {p.expression('int', {'x': 'int'}, 2)}\n    return 1",
        f"def {f}(n):\n    return n if n < 2 or n > 18 else {f}(n - 1) + {f}(n - 2)",
        f"def {f}(x):\n    if not x: return x\n    return {f}(x[1:]) + x[:1]",
        f"def {f}(n):\n    return 1 + {f}(n + 1)",
    )
    return body + "\n" + tried(*(f"print({f}({argument}))" for argument in ("10", "0", p.expression("any", {}, 3), "[1, [2, 3], (4,)]", "'abc'")))


def lookups(p):
    """Containers with keys of a class, chained comparisons, identity of singletons, attributes by name."""
    v = p.name("v")
    tests = [p.fill(text.format(v=v), {}) for text in p.random.sample(["{v} = {{Point(1, 2): 'a', (1, 2): 'b'}}; print({v}[Point(1, 2)], Point(9, 9) in {v})", "{v} = [Point(q, -q) for q in $ints]; print({v}, {v}.index(Point(1, -1)))", "print(sorted([$point, $point, $point]))", "print($int < $int <= $float != $any)", "{v} = $any; print({v} is {v}, {v} == {v}, {v} is None)", "print(getattr($point, 'x'), hasattr($shape, 'side'))", "{v} = $shape; setattr({v}, 'k', $any); print({v}.k, vars({v}))", "print(isinstance($any, (int, str)), type($any) is int, type($any) == type($any))", "print(callable($function), ($function)($any))", "print(list(map($function, $any)))", "print(list(filter($function, $any)))", "{v} = iter($any); print(next({v}), next({v}, 'end'), list({v}))", "print(eval('1 + 2 * ' + str($small)))", "print(dict([$pair, $pair]), dict($any))", "print(type('T', (Point,), {{'z': $any}})(1, 2).z)", "{v} = $list; {v}.append({v}); print({v})", "{v} = $dict; {v}['me'] = {v}; print({v})", "print(id($any) == 0, bytes($bytearray), memoryview($bytes)[$index])", "print('%s' % $any)", "print('%d %s' % $any)", "for {v} in $dict: $dict.pop({v})", "{v} = $dict\n    for q in {v}: {v}[str(q) + 'n'] = 1", "{v} = $set\n    for q in {v}: {v}.add(len({v}) * 3 + 100)", "{v} = $ints\n    for q in {v}:\n        if len({v}) < 9: {v}.append(q)\n    print({v})", "print(int($any), float($any))", "print(str($any, $codec))", "print(list($any), tuple($any))", "print(sum($any), len($any))", "print(range($any), range($any, $any))", "print(chr($int), ord($any))", "print(round($any, $any))", "print(abs($any), divmod($any, $any))", "print(min($any, $any), max($any))", "print(open($str + 'no/such').read())", "print(input())", "print($any, file=None, end=$str)", "print(zip($ints, $ints, strict=True).__next__(), list(zip($ints, $strs, strict=True)))", "print(enumerate($str).__next__(), list(enumerate($any, $any)))", "print(reversed($any).__next__())", "print(hash($any) == hash($any))", "print(all($any), any($any))", "print(bin($any), hex($any), format($any, $str))", "print(frozenset($any) == set($any))", "print(slice($any, $any, $any), slice($int).indices($small))", "print(complex($any, $any))", "print(vars($any))", "print(isinstance($any, $any), issubclass($any, $any))", "print(str.join($str, $any), str.upper($any))", "print(int.__add__($int, $any), list.append($list, 1))"], 8)]
    return tried(*tests)


ALL = [operators, operators, hierarchy, hierarchy, pipeline, pipeline, decorators, closures, dataclasses, exceptions, exceptions, star_calls, star_calls, recursion, lookups, lookups, lookups]
# What needs CPython.
FOREIGN = [library, library, library, enums, enums, sorting, arrays, arrays]
