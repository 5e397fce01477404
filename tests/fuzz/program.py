"""Random programs: deterministic, terminating, and made of parts that do not disturb each other.

A program is a list of snippets, each under a `try` that prints what it catches. Expressions follow `grammar.py`; every so
often a hole is filled with a value of a wrong type, so that errors and their texts are compared as well.
"""

import random
import re
import warnings

import formats
import changing
import features
import kinds
import mixtures
import scenarios
import tangles
from grammar import ANY, EXPRESSIONS, KEYS, LITERALS, NEEDS, PRELUDE

HOLE = re.compile(r"\$(?:\(([^)]*)\)|([a-z_]+))")
ASSIGNED = "int int int float bool str str bytes ints floats strs list tuple pair dict counts set range point shape any any complex".split()
AUGMENTED = {
    "int": ["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^=", ">>="],
    "float": ["+=", "-=", "*=", "/=", "//=", "%="],
    "str": ["+="],
    "bytes": ["+="],
    "ints": ["+="],
    "floats": ["+="],
    "strs": ["+="],
    "list": ["+="],
    "tuple": ["+="],
    "set": ["|=", "&=", "-=", "^="],
    "dict": ["|="],
    "point": ["+=", "-="],
    "complex": ["+=", "*="],
}
# Classes of the scenario `changing`: one text for all of them.
PRELUDE["Whole"] = changing.CLASSES
NEEDS |= {"Part": "Whole", "Open": "Whole"}
# What keeps a value that grows in a loop small.
BOUNDS = {
    "int": "if abs({0}) > 10**60: {0} %= 1000003",
    "str": "{0} = {0}[:60]",
    "bytes": "{0} = {0}[:40]",
    "ints": "del {0}[12:]",
    "floats": "del {0}[12:]",
    "strs": "del {0}[8:]",
    "list": "del {0}[8:]",
    "tuple": "{0} = {0}[:8]",
}
MUTATIONS = {
    "ints": ["{0}.append($int)", "{0}.insert($index, $int)", "{0}[$index] = $int", "{0}[$bound:$bound] = $ints", "del {0}[$index]", "del {0}[$bound:$bound:$step]", "{0}.sort()", "{0}.sort(reverse=$bool)", "{0}.sort(key=lambda q: q % 4)", "{0}.reverse()", "{0}.extend($ints)", "{0}.remove($int)", "{0}.clear()", "{0}[$bound:$bound:$step] = $ints", "{0}[$index] += $int", "{0}.append($any)", "print({0}.pop($index))"],
    "floats": ["{0}.append($float)", "{0}[$index] = $float", "{0}.sort()", "{0}.insert($index, $float)", "{0}[$index] *= $float", "{0}.append($int)", "{0}.append($any)", "{0}.reverse()", "del {0}[$index]"],
    "strs": ["{0}.append($str)", "{0}[$index] = $str", "{0}.sort(key=len)", "{0}.extend($str)", "{0}[$index] += $str", "{0}.append($any)"],
    "list": ["{0}.append($any)", "{0}[$index] = $any", "{0}.insert($index, $any)", "{0}.sort(key=str)", "{0}.sort(key=$key)", "{0}.extend($any)", "{0}.remove($any)", "{0} += $tuple", "del {0}[$bound:$bound]", "{0}[$index], {0}[$index] = {0}[$index], {0}[$index]"],
    "dict": ["{0}[$key_value] = $any", "del {0}[$key_value]", "{0}.update($dict)", "{0}.setdefault($key_value, []).append($any)", "print({0}.popitem())", "{0}[$key_value] = {0}.get($key_value, 0) + $int", "{0}.update(a=$any)"],
    "counts": ["{0}[$char] = $int", "{0}[$char] += $int", "{0}[$str] = {0}.get($str, $int) + 1", "del {0}[$char]", "print({0}.pop($char, $int))", "{0}.update(zip($strs, $ints))"],
    "set": ["{0}.add($int)", "{0}.discard($int)", "{0}.remove($int)", "{0}.update($ints, $range)", "{0}.$(intersection|difference|symmetric_difference)_update($set)", "{0}.add($any)"],
    "point": ["{0}.x = $any", "{0}.y = $int", "{0}.x += $int", "{0}.z = $any", "del {0}.x", "print({0}.__dict__)"],
    "shape": ["{0}.side = $int", "{0}.name = $str", "print({0}.describe(), Shape.count)", "{0}.side += $int", "print({0}.size())"],
    "bytearray": ["{0}.append($int)", "{0}[$index] = $small", "{0} += $bytes", "{0}.extend($ints)", "del {0}[$bound:$bound]"],
}
ITERABLES = {"int": ["$range", "$ints", "$set", "$bytes", "sorted($ints)", "countdown($small)", "reversed($ints)", "$counts.values()"], "str": ["$str", "$strs", "$counts", "reversed($str)", "$str.split()"], "float": ["$floats"], "any": ["$list", "$tuple", "$any", "$dict"]}
ERRORS = ["Exception", "(ValueError, TypeError)", "ArithmeticError", "LookupError", "(IndexError, KeyError, AttributeError)", "TypeError", "ZeroDivisionError", "ValueError", "OverflowError"]


class Program:
    """One program; the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        # A program that needs CPython takes long to start.
        self.foreign = scenarios.FOREIGN + tangles.FOREIGN if self.chance(0.25) else []
        self.lines = []
        self.numbers = 0
        self.functions = []

    # Texts.

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return self.random.choice(choices)

    def name(self, prefix):
        self.numbers += 1
        return f"{prefix}{self.numbers}"

    def write(self, indent, text):
        self.lines += ["    " * indent + line for line in text.split("\n")]

    def fill(self, template, names, depth=2):
        """The template with its holes filled; `names` maps the variables in scope to their types."""

        def replace(match):
            choices, kind = match.groups()
            if choices is not None:
                return self.random.choice(choices.split("|"))
            return self.expression(kind, names, depth + 1)

        return HOLE.sub(replace, template)

    def expression(self, kind, names, depth=0):
        if kind != "any" and self.chance(0.015):
            kind = "any"
        if kind == "any":
            kind = self.random.choice(ANY)
        elif kind == "key_value":
            kind = self.random.choice(KEYS)
        if kind == "fstring":
            return formats.fstring(self, names, depth)
        if kind == "percent":
            return formats.percent(self, names, depth)
        if kind == "formatted":
            return formats.formatted(self, names, depth)
        known = [name for name, its in names.items() if its == kind]
        if known and self.chance(0.45 + 0.1 * depth):
            return self.random.choice(known)
        templates = EXPRESSIONS.get(kind)
        literals = LITERALS.get(kind)
        if templates and (literals is None or self.chance(0.75 - 0.17 * depth)):
            if depth > 5:
                return self.random.choice(LITERALS["int"])
            return self.fill(self.random.choice(templates), names, depth)
        text = self.random.choice(literals)
        return f"({text})" if text[0] in "-0123456789lc" and not text.isidentifier() else text

    # Statements.

    def block(self, names, indent, depth, context):
        start = len(self.lines)
        for _ in range(self.random.randrange(1, 4 if depth else 7)):
            self.statement(names, indent, depth, context)
        if len(self.lines) == start:
            self.write(indent, "pass")

    def assign(self, names, indent, name, kind):
        self.write(indent, f"{name} = {self.expression(kind, names)}")
        names[name] = kind

    def statement(self, names, indent, depth, context):
        """`context` is a set of `loop`, `function`, `generator`: what may be used here."""
        kinds = [self.simple] * 6 + [self.show] * 3 + [self.mutate] * 3 + [self.augment] * 2
        if depth < 3:
            kinds += [self.branch] * 2 + [self.loop] * 3 + [self.attempt] * 2
            kinds += [self.unpack, self.guard, self.match, self.local_function, self.while_loop, self.leave, self.leave, self.oddity]
        self.random.choice(kinds)(names, indent, depth, context)

    def simple(self, names, indent, depth, context):
        kind = self.random.choice(ASSIGNED)
        settable = [name for name in names if name[0] == "v"]
        # A name may change its type.
        name = self.random.choice(settable) if settable and self.chance(0.3) else self.name("v")
        self.assign(names, indent, name, kind)
        if "loop" in context and kind in BOUNDS:
            self.write(indent, BOUNDS[kind].format(name))

    def show(self, names, indent, depth, context):
        if names and self.chance(0.4):
            self.write(indent, f"print({self.random.choice(list(names))})")
        else:
            self.write(indent, self.fill(self.pick("print($any)", "print($any, $any)", "print($int, $float, $str)", "print(repr($str), $bool)", "print($int)", "print($list)"), names, 0))

    def variable(self, names, kinds):
        known = [name for name, kind in names.items() if kind in kinds and name[0] in "vp"]
        return self.random.choice(known) if known else None

    def mutate(self, names, indent, depth, context):
        name = self.variable(names, MUTATIONS)
        if name is None:
            return self.simple(names, indent, depth, context)
        kind = names[name]
        self.write(indent, self.fill(self.random.choice(MUTATIONS[kind]).format(name), names))
        if kind in BOUNDS:
            self.write(indent, BOUNDS[kind].format(name))
        if self.chance(0.4):
            self.write(indent, f"print({name})")

    def augment(self, names, indent, depth, context):
        name = self.variable(names, AUGMENTED)
        if name is None:
            return self.simple(names, indent, depth, context)
        kind = names[name]
        self.write(indent, f"{name} {self.random.choice(AUGMENTED[kind])} {self.expression(kind, names, 2)}")
        if kind in BOUNDS:
            self.write(indent, BOUNDS[kind].format(name))

    def inner(self, names):
        """Names for a block; now and then what it binds is used after it, bound or not."""
        return names if self.chance(0.15) else dict(names)

    def branch(self, names, indent, depth, context):
        self.write(indent, f"if {self.expression('bool', names)}:")
        self.block(self.inner(names), indent + 1, depth + 1, context)
        if self.chance(0.3):
            self.write(indent, f"elif {self.expression(self.pick('bool', 'any', 'int'), names)}:")
            self.block(self.inner(names), indent + 1, depth + 1, context)
        if self.chance(0.5):
            self.write(indent, "else:")
            self.block(self.inner(names), indent + 1, depth + 1, context)

    def loop(self, names, indent, depth, context):
        kind = self.random.choice(list(ITERABLES))
        source = self.fill(self.random.choice(ITERABLES[kind]), names)
        name = self.name("i")
        inside = self.inner(names)
        # No loop runs long, whatever it runs over.
        if self.chance(0.25):
            count = self.name("i")
            self.write(indent, f"for {count}, {name} in zip(range(6), {source}):")
            inside[count] = "int"
        else:
            self.write(indent, f"for {name} in {source}:" if kind == "str" or self.chance(0.3) and "range" not in source else f"for {name} in list({source})[:6]:")
        if kind != "any":
            inside[name] = kind
        self.block(inside, indent + 1, depth + 1, context | {"loop"})
        if self.chance(0.15):
            self.write(indent, "else:")
            self.block(dict(names), indent + 1, depth + 1, context)

    def while_loop(self, names, indent, depth, context):
        name = self.name("i")
        start, stop = self.pick(("0", "7"), ("2**62 - 3", "2**62 + 2"), ("2**63 - 2", "2**63 + 2"), ("-2**62 - 2", "-2**62 + 2"), ("0.0", "2.5"))
        further = self.pick("", "", " and " + self.expression("bool", names, 2))
        self.write(indent, f"{name} = {start}\nwhile {name} < {stop}{further}:")
        self.write(indent + 1, f"{name} += 1")
        inside = self.inner(names)
        inside[name] = "float" if "." in start else "int"
        self.block(inside, indent + 1, depth + 1, context | {"loop"})
        if self.chance(0.2):
            self.write(indent, "else:\n    print('no break')")

    def leave(self, names, indent, depth, context):
        ways = []
        if "loop" in context:
            ways += ["break", "continue"]
        if "function" in context:
            ways += ["return", f"return {self.expression('any', names, 2)}"]
        ways += [f"raise {self.pick('ValueError', 'KeyError', 'TypeError', 'RuntimeError', 'IndexError', 'OSError')}({self.expression('any', names, 3)})", f"assert {self.expression('bool', names, 2)}, {self.expression('any', names, 3)}"]
        if "generator" in context:
            ways += [f"print('got', (yield {self.expression('any', names, 2)}))"] * 4 + [f"yield from {self.expression('ints', names, 2)}"] * 2
        self.write(indent, f"if {self.expression('bool', names, 1)}:\n    {self.random.choice(ways)}")

    def attempt(self, names, indent, depth, context):
        self.write(indent, "try:")
        self.block(self.inner(names), indent + 1, depth + 1, context)
        final = self.chance(0.35)
        if not final or self.chance(0.6):
            for error in self.random.sample(ERRORS, self.pick(1, 1, 2)):
                name = self.name("e")
                self.write(indent, f"except {error} as {name}:\n    print(type({name}).__name__, {name}, {name}.args)")
                if self.chance(0.4):
                    self.block(dict(names), indent + 1, depth + 1, context)
                if self.chance(0.1):
                    self.write(indent + 1, self.pick("raise", f"raise KeyError('again') from {name}", "raise RuntimeError('other')"))
            if self.chance(0.25):
                self.write(indent, "else:")
                self.block(dict(names), indent + 1, depth + 1, context)
        if final:
            self.write(indent, "finally:\n    print('finally')")
            self.block(dict(names), indent + 1, depth + 1, context - ({"loop"} if self.chance(0.7) else set()))

    def guard(self, names, indent, depth, context):
        items = [f"Guard({self.expression('str', names, 3)}{self.pick('', ', ValueError', ', Exception', ', LookupError')}){self.pick('', ' as ' + self.name('v'))}" for _ in range(self.pick(1, 1, 2))]
        self.write(indent, f"with {', '.join(items)}:")
        self.block(self.inner(names), indent + 1, depth + 1, context)

    def unpack(self, names, indent, depth, context):
        a, b, c = self.name("v"), self.name("v"), self.name("v")
        target, source, kinds = self.pick(
            (f"{a}, {b}", "$pair", "int int"),
            (f"{a}, {b}", "$int, $str", "int str"),
            (f"{a}, *{b}", "$ints", "int ints"),
            (f"*{a}, {b}", "$str", "strs str"),
            (f"{a}, ({b}, {c})", "$int, ($float, $str)", "int float str"),
            (f"({a}, {b}), {c}", "$pair, $list", "int int list"),
            (f"{a}, {b}, {c}", "$any", "any any any"),
            (f"[{a}, {b}]", "$list", "any any"),
            (f"{a}, *{b}, {c}", "$tuple", "any list any"),
            (f"{a} = {b} = {c}", "$int", "int int int"),
            (f"{a} = {b}", "$list", "list list"),
        )
        self.write(indent, f"{target} = {self.fill(source, names)}")
        for name, kind in zip((a, b, c), kinds.split()):
            if kind != "any":
                names[name] = kind

    def match(self, names, indent, depth, context):
        self.write(indent, f"match {self.expression(self.pick('any', 'list', 'tuple', 'dict', 'int', 'str', 'point'), names, 1)}:")
        a, b = self.name("m"), self.name("m")
        patterns = [
            "0 | 1", "-1", "1.5", "'a' | 'abc'", "None", "True", f"[{a}]", f"[{a}, {b}]", f"({a}, *{b})", f"[1, *{a}]", f"[_, *_, {a}]", f"{{'a': {a}}}", f"{{'a': {a}, **{b}}}", f"int({a})", f"str() as {a}", f"float() | bool() as {a}",
            f"Point({a}, {b})", f"Point(x=1, y={a})", f"Point({a}, int() as {b})", f"[Point({a}, _), *{b}]", "Square(side=3)", f"Shape(name={a})", "b'abc'", f"[int({a}), str({b})]", "[]", "{}", f"list({a})", f"dict({a})", f"tuple({a})", f"[[{a}, _], *{b}]", f"({a}, {b}) if {a} == {b}", f"{a} if {a}",
        ]
        for pattern in self.random.sample(patterns, self.pick(2, 3, 5)):
            used = [name for name in (a, b) if re.search(rf"\b{name}\b", pattern)]
            self.write(indent + 1, f"case {pattern}:\n    print({pattern!r}{''.join(', ' + name for name in used)})")
            if self.chance(0.3):
                self.block(dict(names), indent + 2, depth + 1, context)
        if self.chance(0.7):
            self.write(indent + 1, f"case _:\n    print('no case')")

    def local_function(self, names, indent, depth, context):
        name, kept = self.name("g"), self.variable(names, {"int", "str", "float", "list", "ints"})
        kinds = [self.pick("int", "str", "float", "any", "ints") for _ in range(self.pick(0, 1, 2))]
        parameters = [self.name("p") for _ in kinds]
        inside = dict(names) | dict(zip(parameters, kinds))
        defaults = [f"{parameter}={self.expression(kind, names, 3)}" for parameter, kind in zip(parameters, kinds)]
        self.write(indent, f"def {name}({', '.join(defaults)}):")
        bound = {key: kind for key, kind in inside.items() if key[0] != "v"}
        if kept and self.chance(0.6) and "function" in context:
            self.write(indent + 1, f"nonlocal {kept}\n{kept} = {self.expression(names[kept], {**bound, kept: names[kept]}, 2)}")
        self.block(bound if self.chance(0.5) else dict(bound), indent + 1, depth + 1, {"function"})
        self.write(indent + 1, f"return {self.expression('any', inside, 1)}")
        for _ in range(self.pick(1, 2)):
            arguments = [self.expression(kind, names, 3) for kind in kinds if self.chance(0.7)]
            self.write(indent, f"print({name}({', '.join(arguments)}))")

    def oddity(self, names, indent, depth, context):
        settable = [name for name in names if name[0] == "v"]
        if settable and self.chance(0.4):
            name = self.random.choice(settable)
            self.write(indent, f"del {name}")
            if self.chance(0.8):
                del names[name]
            return
        name = self.name("v")
        self.write(indent, self.fill(self.pick(f"print(({name} := $any), {name})", f"if ({name} := $int) > $int:\n    print({name})", "print(*$list)", "print(*$strs, sep=$str)", "print($any if $any else $any)", "print([*$any, *$any])", "print(sorted($any, key=$key, reverse=$bool))", "print({**$dict, 'z': $any})", "lambda: 0", "print(max($any, key=$key))", "print(list(zip($any, $any)))"), names))

    # Snippets.

    def call(self, indent, name, kinds, names):
        arguments = [self.expression(kind, names, 2) for kind in kinds]
        self.write(indent, f"try:\n    print({name}({', '.join(arguments)}))\nexcept Exception as error:\n    print({name!r}, type(error).__name__, error)")

    def function(self):
        name = self.name("f")
        kinds = [self.random.choice(ASSIGNED) for _ in range(self.random.randrange(0, 4))]
        parameters = [f"p{n}" for n in range(len(kinds))]
        generator = self.chance(0.15)
        names = dict(zip(parameters, kinds))
        # Arguments of no known type are guessed by annotations, right or wrong, and by uses.
        said = self.pick(None, None, "int", "float", "str", kinds[0] if kinds else None)
        head = [f"{parameter}: {said}" if said in ("int", "float", "str") else parameter for parameter in parameters]
        if head and self.chance(0.3):
            head[-1] += f"={self.expression(kinds[-1], {}, 4)}"
        if self.chance(0.1):
            head.append("*rest")
            names["rest"] = "tuple"
        if self.chance(0.1):
            head.append("**more")
            names["more"] = "dict"
        self.write(0, f"def {name}({', '.join(head)}):")
        context = {"function", "generator"} if generator else {"function"}
        self.block(names, 1, 0, context)
        self.block(names, 1, 0, context)
        result = self.pick("any", "int", "int", "float", "str", "list")
        self.write(1, f"{'yield' if generator else 'return'} {self.expression(result, names)}")
        if generator:
            self.write(0, f"def drain{name}(*args):\n    return list({name}(*args))")
            name = f"drain{name}"
        if self.chance(0.4):
            self.write(0, f"{name} = untyped({name})")
        for _ in range(self.pick(1, 2, 3)):
            self.call(0, name, kinds if self.chance(0.8) else [self.pick("any", kind) for kind in kinds], {})

    def top_level(self):
        self.write(0, "try:")
        self.block({}, 1, 0, set())
        self.write(0, "except Exception as error:\n    print('caught', type(error).__name__, error)")

    def snippet(self):
        """One part of the program; dropped when it is no Python."""
        start = len(self.lines)
        kind = self.random.random()
        if kind < 0.4:
            self.function()
        elif kind < 0.5:
            self.top_level()
        elif kind < 0.65:
            self.write(0, changing.changing(self))
        else:
            self.write(0, self.random.choice(scenarios.ALL + tangles.ALL + mixtures.ALL + features.ALL * 2 + kinds.ALL * 4 + self.foreign)(self))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile("\n".join(self.lines[start:]), "snippet", "exec")
        except SyntaxError:
            del self.lines[start:]

    def text(self, snippets=8):
        for _ in range(snippets):
            self.snippet()
        if self.chance(0.1):
            self.write(0, self.fill(self.pick("raise ValueError($any)", "raise SystemExit($small)", "print($any)", "print(1 // len([]))", "raise Shape($str)"), {}))
        body = "\n".join(self.lines) + "\n"
        used = {name for name in PRELUDE if re.search(rf"\b{name}\b", body)}
        used |= {NEEDS[name] for name in NEEDS if re.search(rf"\b{name}\b", body)}
        return "".join(text for name, text in PRELUDE.items() if name in used) + body
