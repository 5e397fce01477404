"""What expressions of each type look like.

`LITERALS[type]` lists texts without holes, `EXPRESSIONS[type]` texts with holes: `$int` stands
for any expression of type int, `$(a|b)` for one of the words. Only types with a deterministic text are here:
sets of strings are shown sorted, nothing shows an address.
"""

LITERALS = {
    "int": """0 1 2 3 -1 -2 7 10 -13 100 255 256 -257 1000 65535 1_000_000 2147483647 2147483648 -2147483648 -2147483649
        4294967295 4294967296 0x3fffffff 1073741824 2305843009213693951 2305843009213693952 -2305843009213693952 -2305843009213693953
        4611686018427387903 4611686018427387904 -4611686018427387904 -4611686018427387905 9223372036854775807 9223372036854775808
        -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616 10**19 -10**25 2**100 True False""".split(),
    "small": "0 1 2 3 4 5 6 8".split(),
    "index": "0 1 2 3 -1 -2 -3 5 -6 9 100 -100".split(),
    "bound": "None None 0 1 2 3 -1 -2 -4 7 -9 1000 -1000 2**63 -2**64".split(),
    "step": "None 1 2 -1 3 -2 -3 5 2**62 -2**63".split(),
    "shift": "0 1 2 5 8 30 31 32 61 62 63 64 65 100".split(),
    "float": """0.0 -0.0 1.0 0.5 -1.5 2.5 3.5 0.1 0.2 1/3 -2.675 1e16 1e15 123456789.123456789 1e22 1e23 1e-5 1e-4 0.0001234 5e-324
        1.7976931348623157e308 2.2250738585072014e-308 float('inf') float('-inf') float('nan') 9007199254740993.0 4611686018427387904.0
        9223372036854775808.0 -9223372036854775808.0 1e100 99999.5 0.30000000000000004 100.0 -7.0 4.35 1e300""".split(),
    "bool": ["True", "False"],
    "complex": "1j 0j (1+2j) (-0.5-1.5j) complex(3,0) (1e20+1j) complex(-0.0,2.0)".split(),
    "str": [
        "''", "'a'", "'abc'", "'Hello, World'", "'  padded  '", "'one two  three'", "'a,b,,c'", "'héllo wörld'", "'ß'", "'ŉ'", "'ǆ'", "'İstanbul'",
        "'ΑΣ'", "'日本語'", "'😀 smile'", "'e\\u0301'", "'tab\\tend'", "'line\\nnext\\r\\nlast'", "'\\x00'", "'½'", "'²'", "'٣'", '"it\'s"', "'q\"q'",
        "'\\\\'", "'12'", "'-7'", "' 42 '", "'3.14'", "'1e5'", "'0x1f'", "'1_000'", "'True'", "'MiXeD CaSe'", "'snake_case_name'", "'aaa'", "'abcabc'", "'%'", "'{}'",
        "'\\x85'", "'\\u2028x'", "'\\u00a0'", "'\\ud7ff'", "'\\x7f'", "'ﬁ'", "'\\U0001f1e9'", "'İ'",
    ],
    "char": ["'a'", "'b'", "'l'", "','", "' '", "'é'", "'语'", "'😀'", "'\\n'", "'A'", "'_'"],
    "bytes": ["b''", "b'abc'", "b'\\x00\\xff'", "b'a b  c'", "b'h\\xc3\\xa9'", "b'123'", "b'Line\\r\\n2'", "b'aXbXc'", "bytes(range(5))"],
    "bytearray": ["bytearray(b'abc')", "bytearray(3)", "bytearray(b'x\\x00y')"],
    "ints": ["[]", "[1]", "[3, 1, 2]", "[5, -1, 7, 9, 5]", "list(range(6))", "[0, 2**62, -2**63, 1]", "[2**31, 2**31-1]", "[True, 0, 2]"],
    "floats": ["[1.5]", "[0.5, 2.5, -1.0]", "[1.0, 2, 0.25]", "[1e16, 1.0, -1e16]", "[0.1]*3"],
    "strs": ["[]", "['b', 'a', 'C']", "['x']", "['é', 'z', 'A', '']", "'the quick brown fox'.split()", "['10', '9', '2']"],
    "list": ["[]", "[1, 'a', None]", "[1, 2.5, True, 'x', (1,)]", "[[1, 2], [3]]", "[None, None]", "[1, 1.0, True]", "[[], {}, ()]", "['s', b's']"],
    "tuple": ["()", "(1,)", "(1, 2)", "(1, 'a', 2.5)", "((1, 2), (3,))", "(None, True)", "(2**62, -1)"],
    "pair": ["(1, 2)", "(-5, 0)", "(2**40, 3)", "(0, 2**62)"],
    "dict": ["{}", "{'a': 1}", "{'a': 1, 'b': [2], 3: 'c'}", "{1: 'one', 2.5: 'x', None: 0}", "{(1, 2): 'p', True: 1}", "{'k': {'n': 1}}"],
    "counts": ["{}", "{'a': 1, 'b': 2}", "{'z': -1, 'é': 2**62, '': 0}", "{'x': 3}"],
    "set": ["set()", "{1, 2, 3}", "{0, 64, 128, 5}", "{-1, -2, 2**62}", "set(range(10))", "{3, 1.5, True}"],
    "frozenset": ["frozenset()", "frozenset([1, 2])", "frozenset((3, -1, 8))"],
    "range": ["range(0)", "range(5)", "range(1, 10, 3)", "range(10, 0, -3)", "range(-3, 3)", "range(2**62, 2**62 + 4)"],
    "slice": ["slice(None)", "slice(1, None)", "slice(None, None, -1)", "slice(-3, -1)", "slice(0, 100, 2)"],
    "none": ["None"],
    "class": "int str float list bool dict tuple bytes type(None) object complex set Point Shape ValueError Exception".split(),
    "key": ["str", "len", "repr", "abs", "lambda q: -q", "lambda q: q % 3", "lambda q: str(q)", "lambda q: (q is None, str(q))", "hashed", "None", "type", "bool", "lambda q: q[0]"],
    "function": ["abs", "str", "len", "repr", "bool", "lambda q: q", "lambda q: q * 2", "lambda q: [q]", "lambda *q: q", "max", "list", "type", "sorted", "sum", "int", "float"],
    "point": ["Point(1, 2)", "Point(0, 0)", "Point(-3, 2.5)", "Point('a', 'b')", "Point(2**62, 1)"],
    "shape": ["Shape('dot')", "Square(3)", "Square(2**32)", "Named(2, 'n')", "Square(1.5)"],
    "codec": ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16-le'", "'utf-8-sig'", "'nope'"],
    "handler": "'strict' 'ignore' 'replace' 'backslashreplace' 'xmlcharrefreplace' 'bad'".split(),
}

EXPRESSIONS = {
    "int": [
        "($int $(+|-|*) $int)", "($int $(+|-|*) $int)", "($int $(+|-) $small)", "($int $(//|%) $int)", "($int $(//|%) $small)", "($int $(&|^) $int)", "($int | $int)",
        "($int << $shift)", "($int >> $shift)", "$(-|~|+)$int", "($small ** $small)", "($int ** $(0|1|2|3))", "pow($int, $shift, $int)", "abs($int)", "int($float)", "round($float)",
        "round($int, $index)", "int($str)", "int($str, $(0|2|10|16|36))", "len($any)", "len($str)", "len($list)", "sum($ints)", "sum($ints, $int)", "$(min|max)($ints)", "$(min|max)($int, $int)",
        "$ints[$index]", "$range[$index]", "$bytes[$index]", "ord($char)", "ord($str)", "$str.$(find|rfind|index|count)($char)", "$str.find($str, $bound, $bound)", "$ints.$(index|count)($int)",
        "$int.bit_length()", "$int.bit_count()", "int.from_bytes($bytes, $('little'|'big'))", "int.from_bytes($bytes, 'big', signed=True)", "($int if $bool else $int)", "divmod($int, $int)[$(0|1)]",
        "$counts.get($char, $int)", "$counts[$char]", "hashed($int)", "hashed($float)", "int($bool)", "$pair[$(0|1|-1)]", "$any", "($int and $int)", "($int or $int)", "$tuple.count($any)", "$range.$(start|stop|step)",
        "sum(q * $small for q in $ints)", "sum(1 for q in $str if q == $char)", "len({q % 5 for q in $ints})", "math.$(floor|ceil|trunc)($float)", "math.gcd($int, $int)", "math.isqrt($int)", "math.comb($small, $small)",
        "hide($int)", "twice($int)", "$point.x", "$shape.size()", "(lambda q, r=$int: q + r)($int)", "next(iter($ints), $int)", "bytes($ints)[0]", "apply($function, $int)", "$set.pop()",
    ],
    "float": [
        "($float $(+|-|*|/) $float)", "($float $(+|-|*|/) $int)", "($int / $int)", "($int / $small)", "($float $(//|%) $float)", "($float ** $small)", "($float ** $float)", "($int ** -$small)", "-$float", "abs($float)", "float($int)",
        "float($str)", "round($float, $index)", "round($float, $(1|2|3))", "sum($floats)", "$(min|max)($floats)", "$(min|max)($float, $int)", "$floats[$index]", "($float if $bool else $float)", "divmod($float, $float)[$(0|1)]",
        "math.sqrt($float)", "math.$(sin|cos|exp|log|atan|tanh|log2|log10|log1p|expm1|fabs|cbrt)($float)", "math.$(hypot|atan2|pow|fmod|copysign)($float, $float)", "math.fsum($floats)", "math.ldexp($float, $small)",
        "$float.real", "$complex.$(real|imag)", "abs($complex)", "hide($float)", "float.fromhex($float.hex())", "math.frexp($float)[0]", "math.modf($float)[0]", "($float or $int)", "sum($floats) / $small", "math.dist(($float, 1), (0, $float))",
    ],
    "bool": [
        "($int $(<|<=|==|!=|>|>=) $int)", "($int $(<|<=|==|!=|>|>=) $int)", "($float $(<|<=|==|!=|>|>=) $int)", "($float $(<|==|!=|>=) $float)", "($str $(<|<=|==|!=) $str)", "($list $(<|==|!=) $list)", "($tuple $(<|==|!=|>=) $tuple)",
        "($bytes $(<|==) $bytes)", "($set $(<|<=|==|>) $set)", "($any $(==|!=|is|is not) $any)", "($any is $(None|True|False))", "($any $(<|>=) $any)", "not $any", "($bool $(and|or) $bool)", "($bool $(&|^) $bool)", "($int < $int <= $int)", "($int == $float != $any)",
        "($int $(in|not in) $ints)", "($any in $list)", "($char in $str)", "($any in $dict)", "($int in $range)", "($any in $set)", "($int in $bytes)", "isinstance($any, $class)", "isinstance($any, ($class, $class))", "issubclass($class, $class)", "bool($any)",
        "$str.$(isalpha|isdigit|isalnum|isspace|isupper|islower|istitle|isdecimal|isnumeric|isidentifier|isprintable|isascii)()", "$str.$(startswith|endswith)($char)", "$str.startswith(($char, $char), $bound)", "$bytes.$(isalpha|isdigit|isspace|isupper)()",
        "all($list)", "any($list)", "all(q > $small for q in $ints)", "any(q == $char for q in $str)", "$float.is_integer()", "math.$(isnan|isinf|isfinite)($float)", "math.isclose($float, $float)", "$set.$(issubset|issuperset|isdisjoint)($ints)", "hasattr($any, $('x'|'append'|'real'))", "callable($any)",
        "($point == $point)", "($point < $point)", "hide($bool)",
    ],
    "complex": ["($complex $(+|-|*|/) $complex)", "($complex $(+|*) $int)", "($float $(+|*) $complex)", "($complex ** $small)", "$complex.conjugate()", "complex($float, $float)", "complex($str)", "-$complex"],
    "str": [
        "($str + $str)", "($str * $small)", "$str[$index]", "$str[$bound:$bound]", "$str[$bound:$bound:$step]", "$str[$slice]", "str($any)", "repr($any)", "ascii($str)", "chr($int % 55000)", "format($any)", "$(hex|oct|bin)($int)",
        "$str.$(upper|lower|title|capitalize|swapcase|casefold|strip|lstrip|rstrip|expandtabs)()", "$str.$(strip|lstrip|rstrip)($str)", "$str.replace($char, $str)", "$str.replace($str, $str, $small)", "$str.$(center|ljust|rjust)($small)",
        "$str.$(center|ljust|rjust)($(12|17), $char)", "$str.zfill($small)", "$str.join($strs)", "$char.join($str)", "$str.join(str(q) for q in $list)", "$str.expandtabs($small)", "$str.$(removeprefix|removesuffix)($char)", "$str.translate({97: $str, 98: None, 108: 76})",
        "$str.partition($char)[$(0|1|2)]", "$str.rsplit($char, 1)[-1]", "$bytes.decode($codec, $handler)", "$bytes.hex()", "$bytes.hex(':', $(2|-2|1))", "$strs[$index]", "($str if $bool else $str)", "($str or $str)", "$(min|max)($strs)", "$(min|max)($strs, key=len, default='none')",
        "$fstring", "$fstring", "($percent)", "($percent)", "$formatted", "type($any).__name__", "''.join($(sorted|reversed)($str))", "''.join([q for q in $str if q.isalpha()])", "''.join(chr(ord(q) + 1) for q in $str[:5])", "$float.hex()", "hide($str)", "twice($str)",
        "$shape.describe()", "str($point)", "str($slice)", "'%s' % ($any,)", "str($bytes, $codec)", "' '.join(map(str, $ints))", "', '.join(f'{q}={r}' for q, r in $counts.items())", "$str.splitlines()[$index]", "(lambda *q, **r: f'{q}{r}')($any, k=$any)",
    ],
    "char": ["$str[$index]", "chr($small + 97)", "$str[:1]"],
    "bytes": [
        "($bytes + $bytes)", "($bytes * $small)", "$bytes[$bound:$bound:$step]", "$str.encode()", "$str.encode($codec, $handler)", "bytes($ints)", "$bytes.$(upper|lower|title|strip|swapcase)()", "$bytes.replace($bytes, $bytes)", "$bytes.join([$bytes, $bytes])", "bytes($bytearray)",
        "$int.to_bytes($small, $('little'|'big'))", "$int.to_bytes(9, 'big', signed=True)", "b'%d-%s' % ($int, $bytes)", "$bytes.$(center|zfill)($small)", "bytes.fromhex($bytes.hex())", "$bytes.partition(b'b')[0]", "$bytes.translate(None, b'ab')",
    ],
    "bytearray": ["bytearray($bytes)", "($bytearray + $bytes)", "$bytearray[$bound:$bound]", "bytearray($small)"],
    "ints": [
        "($ints + $ints)", "($ints * $small)", "$ints[$bound:$bound]", "$ints[$bound:$bound:$step]", "sorted($ints)", "sorted($ints, reverse=$bool)", "sorted($ints, key=lambda q: q % 3)", "[$int, $int]", "[*$ints, $int]", "[*$range]", "list($range)", "list($bytes)", "list(reversed($ints))",
        "[q + $int for q in $ints]", "[q * r for q in $ints for r in $range]", "[q for q in $ints if q $(<|!=|>=) $int]", "list(map(lambda q: q ^ 1, $ints))", "list(filter(lambda q: q % 2, $ints))", "[len(q) for q in $strs]", "[i * q for i, q in enumerate($ints)]", "[q - r for q, r in zip($ints, $ints)]",
        "$ints.copy()", "list($counts.values())", "list(map(int, $strs))", "[ord(q) for q in $str]", "list(countdown($small))", "list(gather($ints))", "sorted($set, key=str)", "[y for q in $ints if (y := q // 2) > $small]", "[abs(q) for q in $ints]", "[int(q) for q in $bools]", "hide($ints)", "[min(q, $int) for q in $ints]",
    ],
    "bools": ["[q > $int for q in $ints]", "[$bool, $bool]", "[bool(q) for q in $list]"],
    "floats": ["($floats + $floats)", "[q * $float for q in $floats]", "[q / $small for q in $ints]", "[float(q) for q in $ints]", "$floats[$bound:$bound:$step]", "sorted($floats)", "[$float, $float]", "[round(q, 1) for q in $floats]", "list(map(math.sqrt, $floats))", "hide($floats)"],
    "strs": [
        "($strs + $strs)", "$str.split()", "$str.$(split|rsplit)($char)", "$str.$(split|rsplit)(None, $small)", "$str.splitlines()", "$str.splitlines(True)", "sorted($strs)", "sorted($strs, key=str.lower)", "sorted($strs, key=lambda q: (len(q), q), reverse=True)", "[q.upper() for q in $strs]", "list($str)", "list($counts)",
        "sorted(set($str))", "[str(q) for q in $list]", "[repr(q) for q in $floats]", "$strs[$bound:$bound]", "[q for q in $strs if $char in q]", "[f'{q:>5}' for q in $strs]", "[f'{q!r:<8}|' for q in $strs]", "list(map(str, $list))", "[*map(lambda q, r: q + str(r), $strs, $ints)]", "[q + r for q in $str[:3] for r in $strs]", "list($str.partition($char))",
    ],
    "list": ["[$any, $any]", "[$any, *$list]", "($list + $list)", "($list * $(0|1|2))", "list($tuple)", "list($dict)", "list($dict.items())", "list($dict.values())", "list(zip($list, $any))", "list(enumerate($strs, $int))", "[q for q in $list if q]", "[[q] * 2 for q in $list]", "list($any)", "$list[$bound:$bound:$step]", "sorted($list, key=str)", "sorted($list, key=$key)", "sorted($list)", "[(i, q) for i, q in enumerate($list)]", "[[q * r for q in $ints[:3]] for r in range(2)]", "[type(q).__name__ for q in $list]", "copy.deepcopy($list)", "list(reversed($list))", "[q.x for q in ($point, $point)]", "list(apply($function, $any))"],
    "tuple": ["($any, $any)", "($tuple + $tuple)", "($tuple * $small)", "tuple($list)", "$tuple[$bound:$bound:$step]", "divmod($int, $int)", "divmod($float, $float)", "($int, $str, $float)", "(*$ints, $any)", "$str.partition($char)", "tuple(sorted($ints))", "tuple(q for q in $any)", "$float.as_integer_ratio()", "($range.index($int), $range.count($int))", "math.frexp($float)", "$slice.indices($small)", "spread(*$list)", "spread($any, $any, k=$any)", "spread(**$counts)", "spread(*$tuple, **{'z': $any})", "min($tuple, ($int,))"],
    "pair": ["($int, $int)", "divmod($int, $small)", "$pair[::-1]", "tuple($pair)"],
    "dict": ["{$key_value: $any, $key_value: $any}", "{**$dict, $key_value: $any}", "($dict | $dict)", "dict($counts)", "{q: len(q) for q in $strs}", "{q: $any for q in $ints}", "dict(zip($strs, $list))", "dict(a=$any, b=$any)", "dict.fromkeys($any, $any)", "$dict.copy()", "{r: q for q, r in enumerate($tuple)}", "{k: v for k, v in $dict.items() if v}", "dict(sorted($counts.items()))", "dict(sorted($counts.items(), key=lambda q: -q[1]))"],
    "counts": ["{q: $int for q in $strs}", "{$char: $int, $str: $int}", "tally($str)", "{q: i for i, q in enumerate($str)}", "($counts | $counts)", "{k: v + $int for k, v in $counts.items()}", "hide($counts)"],
    "set": ["($set $(&|-|^) $set)", "($set | $set)", "set(stable($ints))", "{q % 7 for q in $ints}", "{$int, $int}", "$set.$(union|intersection|difference|symmetric_difference)($ints)", "set($range)", "{*stable($ints), $small}", "set($frozenset)", "$set.copy()"],
    "frozenset": ["frozenset(stable($ints))", "($frozenset $(&|-) $set)", "($frozenset | $set)"],
    "range": ["range($small)", "$range[$bound:$bound:$step]", "range($index, $index)", "range($index, $index, $index)", "range(len($list))"],
    "slice": ["slice($bound, $bound)", "slice($bound, $bound, $step)"],
    "none": ["print($any)", "print($any, $any, sep=$str, end='|\\n')", "$list.append($any)", "$ints.sort()", "$dict.get($key_value)", "$list.extend($any)", "$dict.update($dict)", "setattr($point, 'x', $any)"],
    "point": ["Point($any, $any)", "Point($int, $int)", "($point $(+|-) $point)", "($point * $int)", "($int * $point)", "-$point", "copy.copy($point)", "hide($point)", "($point if $bool else $point)"],
    "shape": ["Square($int)", "Named($int, $str)", "Shape($str)", "($shape if $bool else $shape)", "hide($shape)"],
    "any_extra": ["$list[$index]", "$tuple[$index]", "$dict[$key_value]", "$dict.get($key_value, $any)", "$dict.setdefault($key_value, $any)", "getattr($any, $('x'|'real'|'nope'))", "getattr($any, $('x'|'imag'|'nope'), $any)", "($any $(+|-|*|/|//|%|&) $small)", "($any + $any)", "($any and $any)", "($any or $any)", "($any if $any else $any)", "hide($any)", "apply($function, $any)", "$any[$any]", "$(min|max)($list, default=$any)", "$(min|max)($any, $any)", "sum($list, $any)", "next(iter($any), $any)", "-$any", "$list.pop($index)", "$list.pop()", "$dict.pop($key_value, $any)", "functools.reduce(lambda q, r: q + r, $any)", "first($any, $any)"],
}

# Which types `any` means, the frequent ones more than once.
ANY = "int int small float float bool str str str bytes ints floats strs list list tuple tuple pair dict counts set range none complex point shape any_extra any_extra bytearray frozenset slice".split()

# Keys that a dict may have without a text that depends on hashing.
KEYS = ["int", "str", "small", "pair", "float", "bool", "char", "none", "list"]

# Names that programs may use; a program starts with those it mentions.
PRELUDE = {
    "math": "import math\n",
    "copy": "import copy\n",
    "functools": "import functools\n",
    "hide": "HIDDEN = {}\ndef hide(value):\n    HIDDEN['value'] = value\n    return HIDDEN.pop('value')\n",
    "untyped": "class Mixed(list):\n    pass\ndef untyped(value):\n    return Mixed([value]).pop()\n",
    # Hashes and orders that come of addresses differ from one CPython to the next.
    "hashed": "def hashed(value):\n    number = hash(value)\n    known = type(value) in (int, bool, str, bytes) or type(value) is float and value == value\n    return number if known else 0\n",
    "stable": "def stable(items):\n    return [q for q in items if q is not None and q == q]\n",
    "twice": "def twice(value):\n    return value + value\n",
    "first": "def first(a, b):\n    for q in a:\n        return q\n    return b\n",
    "apply": "def apply(function, value):\n    return function(value)\n",
    "spread": "def spread(a=0, *rest, k='k', **more):\n    return a, rest, k, more\n",
    "tally": "def tally(text):\n    counts = {}\n    for q in text:\n        counts[q] = counts.get(q, 0) + 1\n    return counts\n",
    "countdown": "def countdown(n):\n    while n > 0:\n        yield n\n        n -= 1\n    return 'done'\n",
    "gather": "def gather(items):\n    total = 0\n    for q in items:\n        total += q\n        yield total\n",
    "Guard": "class Guard:\n    def __init__(self, name, *swallows):\n        self.name = name\n        self.swallows = swallows\n    def __enter__(self):\n        print('enter', self.name)\n        return self.name\n    def __exit__(self, kind, error, trace):\n        print('exit', self.name, kind and kind.__name__, error)\n        return kind is not None and issubclass(kind, self.swallows)\n",
    "Point": """class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __repr__(self):
        return f'Point({self.x!r}, {self.y!r})'
    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __lt__(self, other):
        return self.x < other.x
    def __add__(self, other):
        if isinstance(other, Point):
            return Point(self.x + other.x, self.y + other.y)
        return NotImplemented
    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)
    def __mul__(self, k):
        return Point(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self):
        return Point(-self.x, -self.y)
    def __bool__(self):
        return bool(self.x or self.y)
""",
    "Shape": """class Shape:
    count = 0
    def __init__(self, name):
        self.name = name
        Shape.count += 1
    def size(self):
        return 0
    def describe(self):
        return f'{self.name}:{self.size()}'
    def __repr__(self):
        return f'<{type(self).__name__} {self.name}>'
class Square(Shape):
    def __init__(self, side):
        super().__init__('square')
        self.side = side
    def size(self):
        return self.side * self.side
    def __eq__(self, other):
        return isinstance(other, Square) and self.side == other.side
    def __len__(self):
        return self.side
class Named(Square):
    def __init__(self, side, name):
        super().__init__(side)
        self.name = name
    def describe(self):
        return '[' + super().describe() + ']'
    @property
    def x(self):
        return self.side
    @x.setter
    def x(self, value):
        self.side = value
""",
}
NEEDS = {"Square": "Shape", "Named": "Shape"}
