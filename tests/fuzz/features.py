"""Snippets about constructs that meet other features: patterns, descriptors, attribute hooks, options of dataclasses,
exception groups, coroutines driven by hand, nested formats, assignment expressions, unpacking.
"""

from scenarios import indented, tried


def patterns(p):
    """`match` over values of many kinds, with guards, captures and classes."""
    c, f = p.name("P"), p.name("f")
    cases = [
        "0 | 1 | -1:return 'small'", "int(n) if n > {int}:return 'big', n", "int() | float() as n:return 'number', n", "str(s) if s:return s.upper()",
        "'' | b'':return 'empty text'", "[]:return 'empty'", "[x]:return 'one', x", "[x, *rest] if len(rest) > 1:return x, rest", "[*_, ({int} | {int}) as last]:return 'last', last",
        "(a, (b, c)):return a, b, c", "{{'k': v, **rest}}:return 'map', v, sorted(rest, key=str)", "{{}}:return 'any map'", "None | True | False as flag:return 'constant', flag", c + "(a, b=[b, *_]):return 'deep', a, b", c + "(a=int(a)) if a % 2:return 'odd', a",
        c + "():return 'instance'", "[" + c + "(), *others]:return 'instances', len(others)", "{any}:return 'literal'", "{{'k': [{{'z': z}}, *_]}}:return 'nested', z", "set() | frozenset():return 'set'", "complex(real=r, imag=i):return r, i",
    ]
    literals = [p.pick("3", "-2", "2.5", "'ab'", "None", "'k'") for _ in range(4)]
    chosen = [case.format(int=p.pick("3", "0", "-7", "10"), any=p.pick(*literals)) for case in p.random.sample(cases, 8)]
    text = f"class {c}:\n    __match_args__ = ('a', 'b')\n    def __init__(self, a, b=(1, 2)):\n        self.a = a\n        self.b = b\n"
    text += f"def {f}(value):\n    match value:\n" + "".join("        case " + case.replace(":return", ":\n            return") + "\n" for case in chosen)
    text += f"        case _:\n            {p.pick('return', 'raise ValueError(type(value).__name__)', 'pass')}\n" + p.pick("", "    return 'after'\n")
    values = ["0", "True", "None", "12", "2.5", "'ab'", "''", "b''", "[]", "[3]", "(1, 2, 3)", "(1, (2, 3))", "[0, 3]", "{'k': 1, 'j': 2}", "{}", "{'k': [{'z': 5}, 1]}", f"{c}(3, [4, 5])", f"{c}(2)", f"[{c}(1), 2]", "{1, 2}", "1+2j", "range(3)", p.expression("any", {}, 2)]
    return text + tried(*[f"print({f}({value}))" for value in p.random.sample(values, 12)])


def descriptors(p):
    """Data and other descriptors, named by their class, inherited and overridden."""
    d, c, e, o = p.name("D"), p.name("C"), p.name("C"), p.name("o")
    text = f"class {d}:\n    def __init__(self, default={p.expression('any', {}, 3)}):\n        self.default = default\n"
    text += f"    def __set_name__(self, owner, name):\n        self.name = name\n        {p.pick('pass', 'print(owner.__name__, name)')}\n"
    get = p.pick("return instance.__dict__.get(self.name, self.default)", "return getattr(instance, '_' + self.name, self.default)", "return self.name, instance.x if hasattr(instance, 'x') else None")
    text += f"    def __get__(self, instance, owner=None):\n        if instance is None:\n            return {p.pick('self.name', 'owner.__name__, self.name')}\n        {get}\n"
    if p.chance(0.7):
        check = p.pick("", "        if value is None:\n            raise ValueError(self.name)\n", "        if isinstance(value, str):\n            raise TypeError(f'{self.name}: {value}')\n")
        store = p.pick("instance.__dict__[self.name] = value", "setattr(instance, '_' + self.name, value)")
        text += f"    def __set__(self, instance, value):\n{check}        print('set', self.name)\n        {store}\n"
    if p.chance(0.4):
        text += "    def __delete__(self, instance):\n        print('delete', self.name)\n        instance.__dict__.pop(self.name, None)\n"
    fields = p.random.sample(["x", "y", "z"], 2)
    text += f"class {c}:\n" + "".join(f"    {name} = {d}({p.pick('', p.expression('int', {}, 3))})\n" for name in fields)
    text += f"    def __init__(self, value=None):\n        {p.pick('pass', 'self.x = value', 'self.y = value; self.w = 1')}\n    def total(self):\n        return [self.{fields[0]}, self.{fields[1]}]\n"
    text += f"class {e}({c}):\n    {p.pick('x = 5', 'y = property(lambda self: 7)', 'z = ' + d + '(0)', 'pass')}\n"
    tests = [f"{o} = {p.pick(c, e)}({p.expression('any', {}, 3)})"]
    tests += p.random.sample([f"print({o}.x)", f"print({c}.{fields[0]}, {e}.{fields[1]})", f"{o}.{fields[0]} = {p.expression('any', {}, 3)}; print({o}.{fields[0]})", f"print({o}.total())", f"del {o}.{fields[0]}", f"print(sorted({o}.__dict__.items(), key=str))", f"{o}.__dict__['x'] = 'own'; print({o}.x)", f"print(vars({o}) == vars({o}), hasattr({o}, 'z'))", f"{e}.x = 3; print({o}.x)", f"{o}.y = None", f"{o}.y = 'text'", f"print(getattr({o}, '{fields[1]}', 'none'))"], 8)
    return text + tried(*tests)


def hooks(p):
    """`__getattr__`, `__getattribute__`, `__setattr__` and `__delattr__` over plain and slotted classes."""
    c, e, o = p.name("H"), p.name("H"), p.name("o")
    text = f"class {c}:\n" + p.pick("", "    __slots__ = ('a', 'store')\n", "    kind = 'class'\n")
    text += f"    def __init__(self, a):\n        {p.pick('object.__setattr__(self, ' + repr('store') + ', {})', 'self.store = {}')}\n        self.a = a\n"
    if p.chance(0.8):
        text += f"    def __getattr__(self, name):\n        if name.startswith('_') or name == 'store':\n            raise AttributeError(name)\n        {p.pick('return name * 2', 'print(' + repr('missing') + ', name); return self.store.get(name)', 'return self.store[name]')}\n"
    if p.chance(0.6):
        text += f"    def __setattr__(self, name, value):\n        print('set', name)\n        {p.pick('super().__setattr__(name, value)', 'object.__setattr__(self, name, value)', 'self.store[name] = value if name != ' + repr('store') + ' else None')}\n"
    if p.chance(0.3):
        text += "    def __getattribute__(self, name):\n        if name == 'secret':\n            return 'told'\n        return super().__getattribute__(name)\n"
    if p.chance(0.3):
        text += "    def __delattr__(self, name):\n        print('del', name)\n        super().__delattr__(name)\n"
    text += f"class {e}({c}):\n    def method(self):\n        return self.a, self.other\n    {p.pick('b = 3', '__slots__ = ()', 'def __getattr__(self, name):' + chr(10) + '        return ' + repr('sub') + ', name')}\n"
    tests = [f"{o} = {p.pick(c, e)}({p.expression('any', {}, 3)})"]
    tests += p.random.sample([f"print({o}.a)", f"print({o}.b)", f"{o}.b = 5; print({o}.b)", f"print({o}.secret)", f"del {o}.a; print({o}.a)", f"print({o}.method())", f"{o}.a += 1; print({o}.a)", f"print(hasattr({o}, 'q'), getattr({o}, '_q', 'no'))", f"print(sorted(vars({o}), key=str))", f"setattr({o}, 'dyn', 1); print(getattr({o}, 'dyn'))", f"{o}.list = [1]; {o}.list += [2]; print({o}.list)", f"print({o}.kind)"], 8)
    return text + tried(*tests)


def options(p):
    """Dataclasses with options of the decorator and of `field`, derived from one another."""
    a, b = p.name("A"), p.name("A")
    given = p.random.sample(["order=True", "frozen=True", "slots=True", "kw_only=True", "eq=False", "unsafe_hash=True", "repr=False"], p.pick(0, 1, 2))
    frozen = "frozen=True" in given
    head = f"from dataclasses import dataclass, field, replace, asdict, astuple, fields, InitVar, KW_ONLY\n@dataclass({', '.join(given)})\nclass {a}:\n"
    body = f"    x: int\n    y: list = field(default_factory=list{p.pick('', ', repr=False', ', compare=False')})\n"
    body += p.pick("", "    z: int = field(init=False, default=7)\n") + p.pick("", "    scale: InitVar[int] = 2\n", "    _: KW_ONLY\n    w: str = 'w'\n")
    if "scale" in body:
        body += f"    def __post_init__(self, scale):\n        {'print(scale)' if frozen or 'slots=True' in given else 'self.x = self.x * scale'}\n"
    body += "    def twice(self):\n        return self.x, self.x\n" + p.pick("", "    @property\n    def size(self):\n        return len(self.y)\n")
    derived = f"@dataclass({'frozen=True' if frozen else p.pick('', 'order=True')})\nclass {b}({a}):\n    extra: str = {p.pick(repr('e'), 'field(default=' + repr('f') + ', kw_only=True)')}\n    {p.pick('pass', 'x: int = 4', 'def twice(self):' + chr(10) + '        return super().twice() + (1,)')}\n"
    tests = []
    for made in (f"{a}(1)", f"{a}({p.expression('int', {}, 3)}, [2])", f"{b}(3, [1])", f"{b}(x=2, extra='q')", f"{a}()", f"{a}(1, 2, 3, 4, 5, 6)"):
        tests += [f"o = {made}; print(o.x, o.y, o)", "print(o == type(o)(1), o.twice())"]
    tests += p.random.sample(["print(asdict(o), astuple(o))", "print([f.name for f in fields(o)])", "print(replace(o, x=9).x)", "o.x = 5; print(o)", "o.new = 1; print(o.new)", "print(hash(o) == hash(o))", f"print({a}(1) < {a}(2), sorted([{a}(3), {a}(1)], key=lambda i: i.x)[0].x)", "print(o.__match_args__)", "del o.x", f"print({a}(1, [2]) == {a}(1, [2]), {a}(1) != {b}(1))", "print(o.size)"], 6)
    return head + body + derived + tried(*tests)


def groups(p):
    """Exception groups: split, derived, handled in parts, raised again."""
    f = p.name("f")
    kinds = ["ValueError", "TypeError", "KeyError", "OSError", "ZeroDivisionError"]
    inner = ", ".join(f"{p.pick(*kinds)}({p.expression('small', {}, 3)})" for _ in range(p.pick(1, 2, 3)))
    nested = f"ExceptionGroup('inner', [{p.pick(*kinds)}('n'), {p.pick(*kinds)}(2)])"
    handlers = ""
    for kind in p.random.sample([*kinds, "(ValueError, KeyError)", "ExceptionGroup" if p.chance(0.05) else "ArithmeticError"], p.pick(1, 2, 3)):
        handlers += f"    except* {kind} as group:\n        log.append((type(group).__name__, [repr(e) for e in group.exceptions]))\n        {p.pick('pass', 'raise', 'raise RuntimeError(3)', 'log.append(str(group))', 'x = 1 // 0')}\n"
    text = f"def {f}(log):\n    try:\n        {p.pick('raise', 'raise', 'x =')} ExceptionGroup('outer', [{inner}, {nested}])\n{handlers}    {p.pick('finally', 'else')}:\n        log.append('end')\n    return 'returned'\n"
    text += f"log = []\ntry:\n    print({f}(log))\nexcept BaseException as error:\n    print(repr(error), [repr(e) for e in getattr(error, 'exceptions', ())], repr(error.__cause__), repr(error.__context__))\nprint(log)\n"
    text += f"group = ExceptionGroup('g', [{inner}, {nested}])\nprint(group.split({p.pick(*kinds)}), group.subgroup(lambda e: isinstance(e, {p.pick(*kinds)})))\n"
    return text + tried(f"print(group.derive([ValueError(1)]), group.message, group.args)", "raise group from KeyError('cause')")


def coroutines(p):
    """Coroutines and asynchronous generators, driven by `send`."""
    w, f, g, drive = p.name("W"), p.name("f"), p.name("g"), p.name("drive")
    text = f"class {w}:\n    def __init__(self, value):\n        self.value = value\n    def __await__(self):\n        got = yield self.value\n        return got\n    async def __aenter__(self):\n        print('enter', self.value)\n        return await self\n    async def __aexit__(self, kind, error, trace):\n        print('exit', kind and kind.__name__)\n        return {p.pick('False', 'True', 'self.value')}\n"
    text += f"async def {g}(n):\n    try:\n        for i in range(n):\n            {p.pick('await ' + w + '(i)', 'pass')}\n            {p.pick('yield i', 'got = yield i; print(' + repr('got') + ', got)', 'if i == 2: return' + chr(10) + '            yield i * i')}\n    finally:\n        print('closed')\n"
    steps = p.random.sample([f"total += await {w}(1) or 0", f"async for x in {g}(3):\n        total += x", f"print([x async for x in {g}(4) if x != 1])", f"async with {w}(5) as got:\n        print(got)\n        {p.pick('pass', '1 // 0', 'return ' + repr('early'))}", f"try:\n        await {w}(2)\n    except ValueError as error:\n        print('caught', error)", f"it = {g}(3)\n    print(await it.asend(None), await anext(it, 'none'))\n    await it.aclose()", "raise KeyError('raised')", f"print({{x: await {w}(x) for x in (1, 2)}})"], p.pick(2, 3, 4))
    text += f"async def {f}(total=0):\n" + "".join(f"    {step}\n" for step in steps) + "    return total\n"
    throw = p.pick("", "        if step == 1:\n            value = coroutine.throw(ValueError('thrown'))\n            print('threw', value)\n")
    text += f"def {drive}(coroutine):\n    value = None\n    for step in range(20):\n{throw}        value = coroutine.send(step if step else None)\n        print('yielded', value)\n    coroutine.close()\n"
    return text + f"try:\n    {drive}({f}())\nexcept StopIteration as stop:\n    print('result', stop.value)\nexcept Exception as error:\n    print(type(error).__name__, error)"


def formats(p):
    """Formats in formats, of values whose class has a format of its own."""
    c = p.name("F")
    text = f"class {c}:\n    def __init__(self, n):\n        self.n = n\n    def __format__(self, spec):\n        return f'<{{self.n:{{spec}}}}>' if spec else 'plain'\n    def __repr__(self):\n        return f'{c}({{self.n!r}})'\n"
    values = [p.expression("int", {}, 3), p.expression("float", {}, 3), p.expression("str", {}, 3), f"{c}({p.expression('int', {}, 3)})", "None", "[1, 'a']"]
    tests = ["w, q, fill = 8, 2, '*'"]
    for value in p.random.sample(values, 4):
        tests += [f"v = {value}; print(f'{p.pick('{v:{w}}', '{v!r:>{w}}', '{v:{fill}^{w}}', '{v:{w}.{q}}', '{v:{fill}<{w + q}}')}|{{v=}}|{{v!s:.{{q}}}}|')", f"print('{{:{p.pick('>8', '{}', '', '+', ',', '08', 'x', '.3')}}}|'.format(v, 10), format(v, {p.pick(repr('>6'), repr(''), repr('d'), repr('e'))}))", "print(f'{f\"{v!r}\" + \"!\":>{w * 2}}', f'{(lambda z: (z, 1))(v)}', f'{v if v else w:>{w}}')"]
    return text + tried(*tests)


def unpacking(p):
    """Assignments to several targets, with stars, and assignment expressions in comprehensions."""
    f = p.name("f")
    source = p.pick("values", "iter(values)", "(v for v in values)", "dict.fromkeys(values)", "map(str, values)", "zip(values, values)", "enumerate(values)")
    lines = p.random.sample([f"a, *b = {source}", f"*a, b = {source}", f"a, b, *c = {source}; print(c)", f"(a, b), *c = zip(values, values); print(c)", f"for a, *b in [values, values[1:]]: print(a, b)", "print([y for x in values if (y := x * 2)], y)", "print([(last := x, total := total + 1) for x in values], last)", f"a = b = [*{source}, *values]", "a, values[0] = values[0], 'swapped'", "i = 0; i, values[i] = 1, 'second'", "print({**{'k': 1}, **dict(enumerate(values))})", "print(max(values, key=lambda x: (seen := str(x))))", f"print(*{source}, sep='-')", "while (n := len(values)) > 2: values.pop(); print(n)", "if (m := [x for x in values if x]) and len(m) > 1: print(m)", f"[a, [b, *c]] = values[0], values; print(c)", "del values[::2]; a = b = values", "a, b = b, a = values[:2]"], 5)
    text = f"def {f}(values, total=0):\n    a = b = None\n" + "".join(f"    {line}\n" for line in lines) + "    return a, b, values, total\n"
    arguments = [p.expression("ints", {}, 3), "['x', 'y', 'z']", "[1, 'two', 3.0, None]", "[]", "[[1, 2], (3, 4), 'ab']", "[5]"]
    return text + tried(*[f"print({f}({argument}))" for argument in arguments])


def loops(p):
    """Closures made in loops, over variables that change, with defaults and `nonlocal`."""
    f = p.name("f")
    kept = p.pick("lambda: (i, state)", "lambda i=i: (i, state)", "step", "lambda: step() or i")
    change = p.pick("state += i", "state = [state, i]", "state = i if i else 'none'", "i = i * 2; state = state")
    text = f"def {f}(items):\n    state = 0\n    made = []\n    for i in items:\n        def step(by=i):\n            nonlocal state, i\n            {change}\n            return by, state\n        made.append({kept})\n        {p.pick('step()', 'pass', 'if i == 2: continue')}\n    {p.pick('del i', 'i = 100', 'state = 5', 'pass')}\n    return made, lambda: state\n"
    tests = [f"made, state = {f}({p.pick('[1, 2, 3]', 'range(4)', '[0.5, 1]', '[]', repr('ab'))})", "print([one() for one in made], state())", "print([one() for one in reversed(made)], state())", "print([c.cell_contents for c in state.__closure__])"]
    return text + tried(*tests)


def managers(p):
    """Context managers of both kinds, several at once, that fail and suppress."""
    m, g, f = p.name("M"), p.name("m"), p.name("f")
    text = f"from contextlib import contextmanager, ExitStack, suppress\nclass {m}:\n    def __init__(self, name, quiet=False):\n        self.name, self.quiet = name, quiet\n    def __enter__(self):\n        print('in', self.name)\n        {p.pick('return self', 'return self.name', 'if self.name == ' + repr('c') + ': raise KeyError(self.name)')}\n    def __exit__(self, kind, error, trace):\n        print('out', self.name, kind and kind.__name__)\n        {p.pick('return self.quiet', 'if kind is ValueError: raise TypeError(self.name)', 'return None', 'return kind is not None and issubclass(kind, LookupError)')}\n"
    text += f"@contextmanager\ndef {g}(name):\n    print('start', name)\n    try:\n        yield {p.pick('name', '(name, 1)', '')}\n    except {p.pick('ValueError', 'KeyError', 'Exception')} as error:\n        print('swallowed', error)\n        {p.pick('pass', 'raise', 'raise RuntimeError(name)', 'raise RuntimeError(name) from None')}\n    finally:\n        print('finish', name)\n"
    inside = p.pick("raise ValueError('v')", "{}['missing']", "return 'from inside'", "print('body', a, b)", "continue", "break", "1 // 0")
    text += f"def {f}(n):\n    for turn in range(n):\n        with {m}('a', {p.pick('True', 'False')}) as a, {g}('b') as b{p.pick('', ', ' + m + '(' + repr('c') + ')')}:\n            print(a if isinstance(a, str) else type(a).__name__, b)\n            {inside}\n        print('after', turn)\n    return 'end'\n"
    text += f"def {f}_stack(n):\n    with ExitStack() as stack, suppress({p.pick('KeyError', 'ValueError')}):\n        for i in range(n):\n            stack.enter_context({p.pick(g, m)}(i))\n        stack.callback(print, 'callback', n)\n        {p.pick('raise ValueError(n)', 'raise KeyError(n)', 'return n')}\n    return 'stacked'\n"
    return text + tried(f"print({f}(2))", f"print({f}_stack(2))")


ALL = [patterns, descriptors, hooks, options, groups, coroutines, formats, unpacking, loops, managers]
