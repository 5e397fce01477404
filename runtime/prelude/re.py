"""Regular expressions, as CPython's `re` has them.

Patterns are compiled and matched in the runtime (`_re`). CPython is given patterns and
matches of its own in the place of these.
"""

import _re
from operator import index
from re._constants import error

# Behind the end of any text, and no big integer.
_END = 4611686018427387903
_MATCH, _FULL, _SEARCH = 0, 1, 2
_MOST_KEPT = 512


def _mistake(message, pattern=None, at=None):
    # Not from above: where the class is CPython's, only mistakes import its module.
    from re._constants import error

    return error(message, pattern, at)


_NAMES = (
    ("ASCII", 256),
    ("IGNORECASE", 2),
    ("LOCALE", 4),
    ("UNICODE", 32),
    ("MULTILINE", 8),
    ("DOTALL", 16),
    ("VERBOSE", 64),
    ("TEMPLATE", 1),
    ("DEBUG", 128),
)
_ALL_FLAGS = 511


class RegexFlag(int):
    __module__ = "re"

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        names = [name for name, flag in _NAMES if self & flag]
        rest = int(self) & ~_ALL_FLAGS
        if rest:
            names.append(hex(rest) if names else str(rest))
        return "|".join(names) or "NOFLAG"

    def __or__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) | int(other))

    def __and__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) & int(other))

    def __xor__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return RegexFlag(int(self) ^ int(other))

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(~int(self) & _ALL_FLAGS)

    def __repr__(self):
        value = int(self)
        names = ["re." + name for name, flag in _NAMES if value & flag]
        rest = value & ~_ALL_FLAGS
        if rest and not names:
            return "re.RegexFlag(%d)" % rest
        if rest:
            names.append(hex(rest))
        return "|".join(names) or "re.NOFLAG"

    __str__ = __repr__

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)


NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
U = UNICODE = RegexFlag(32)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
X = VERBOSE = RegexFlag(64)


def _refuse(pattern, what):
    """Raises what is wrong with a pattern or template."""
    kind, message, at = what[1], what[2], what[3]
    if kind == 0:
        # Without a position the pattern is not named either.
        if at is None:
            raise _mistake(message)
        raise _mistake(message, pattern, at)
    if kind == 1:
        raise OverflowError(message)
    if kind == 2:
        raise ValueError(message)
    if kind == 3:
        raise IndexError(message)
    if kind == 4:
        raise RecursionError(message)
    raise _mistake("names of characters are not available without CPython", pattern, at)


def _kept(string):
    """What is matched with more than once, not to be copied each time."""
    return string if isinstance(string, (str, bytes)) else bytes(string)


class Match:
    __module__ = "re"

    @classmethod
    def __class_getitem__(cls, item):
        return _re.alias(cls, item)

    def __init__(self, pattern, string, pos, endpos, found):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._found = found

    def _number(self, group):
        """The number of a group that is given by number or name."""
        if isinstance(group, int):
            return group
        if isinstance(group, str):
            number = _re.number(self.re._program, group)
            if number < 0:
                raise IndexError("no such group")
            return number
        try:
            return index(group)
        except TypeError:
            raise IndexError("no such group") from None

    def _taken(self, group, default):
        return _re.taken(self._found, self.string, group, default)

    def group(self, group=0, *more):
        if more:
            groups = [self._taken(self._number(group), None)]
            for other in more:
                groups.append(self._taken(self._number(other), None))
            return tuple(groups)
        return self._taken(self._number(group), None)

    def __getitem__(self, group):
        return self._taken(self._number(group), None)

    # What has items by number could be walked through.
    def __iter__(self):
        raise TypeError("'re.Match' object is not iterable")

    def __contains__(self, group):
        raise TypeError("argument of type 're.Match' is not iterable")

    def groups(self, default=None):
        return _re.all_groups(self._found, self.string, default)

    def groupdict(self, default=None):
        return {name: self._taken(number, default) for name, number in self.re._names}

    def start(self, group=0):
        return _re.start(self._found, self.string, self._number(group))

    def end(self, group=0):
        return _re.end(self._found, self.string, self._number(group))

    def span(self, group=0):
        number = self._number(group)
        found, string = self._found, self.string
        return _re.start(found, string, number), _re.end(found, string, number)

    def expand(self, template):
        pattern = self.re
        made = _re.template(pattern._program, template)
        if made[0] is None:
            _refuse(template, made)
        return _re.expand(self._found, self.string, made[0])

    @property
    def lastindex(self):
        last = _re.last(self._found)
        return None if last < 0 else last

    @property
    def lastgroup(self):
        return _re.last_name(self.re._program, self._found)

    @property
    def regs(self):
        return tuple([self.span(i) for i in range(self.re.groups + 1)])

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self.group())


class Pattern:
    __module__ = "re"

    @classmethod
    def __class_getitem__(cls, item):
        return _re.alias(cls, item)

    def __init__(self, pattern, flags, groups, names, program):
        self.pattern = pattern
        self.flags = flags
        self.groups = groups
        self._names = names
        self._program = program
        self._templates = {}

    @property
    def groupindex(self):
        return {name: number for name, number in self._names}

    def _found(self, string, pos, endpos, found):
        if found is None:
            return None
        length = len(string)
        pos = min(max(pos, 0), length)
        return Match(self, string, pos, min(max(endpos, 0), length), found)

    def match(self, string, pos=0, endpos=_END):
        found = _re.find(self._program, string, pos, endpos, _MATCH)
        return self._found(string, pos, endpos, found)

    def fullmatch(self, string, pos=0, endpos=_END):
        found = _re.find(self._program, string, pos, endpos, _FULL)
        return self._found(string, pos, endpos, found)

    def search(self, string, pos=0, endpos=_END):
        found = _re.find(self._program, string, pos, endpos, _SEARCH)
        return self._found(string, pos, endpos, found)

    def findall(self, string, pos=0, endpos=_END):
        return _re.findall(self._program, string, pos, endpos)

    def finditer(self, string, pos=0, endpos=_END):
        found = _re.find(self._program, string, pos, endpos, _SEARCH)
        return self._matches(string, pos, endpos, found)

    def _matches(self, string, pos, endpos, found):
        length = len(string)
        data = _kept(string)
        pos = min(max(pos, 0), length)
        endpos = min(max(endpos, 0), length)
        while found is not None:
            yield Match(self, string, pos, endpos, found)
            found = _re.find_next(self._program, data, found, endpos)

    def split(self, string, maxsplit=0):
        return _re.split(self._program, string, maxsplit)

    def _pieces(self, repl):
        """What to put in place of matches: the text, or pieces of it and groups."""
        if isinstance(repl, str):
            if "\\" not in repl:
                return repl
        elif isinstance(repl, bytes):
            if b"\\" not in repl:
                return repl
        known = self._templates.get(repl)
        if known is None:
            known = _re.template(self._program, repl)
            if known[0] is None:
                _refuse(repl, known)
            _warn(known[1])
            if len(self._templates) >= _MOST_KEPT:
                self._templates.clear()
            self._templates[repl] = known
        return known[0]

    def _called(self, repl, string, count):
        """The pieces of a text whose matches a function replaces, and how many there were."""
        pieces = []
        at = number = 0
        length = len(string)
        if count < 0:
            return [string], 0
        found = _re.find(self._program, string, 0, _END, _SEARCH)
        data = _kept(string)
        while found is not None:
            start = _re.start(found, string, 0)
            if at < start:
                pieces.append(data[at:start])
            text = repl(Match(self, string, 0, length, found))
            if text is not None:
                pieces.append(text)
            at = _re.end(found, string, 0)
            number += 1
            if number == count:
                break
            found = _re.find_next(self._program, data, found, _END)
        if at < length:
            pieces.append(data[at:])
        return pieces, number

    def sub(self, repl, string, count=0):
        if callable(repl):
            pieces = self._called(repl, string, count)[0]
            if isinstance(string, str):
                return "".join(pieces)
            return b"".join(pieces)
        pieces = self._pieces(repl)
        if isinstance(string, str):
            return _re.replace(self._program, string, pieces, count)
        return _re.replace_all(self._program, string, pieces, count)[0]

    def subn(self, repl, string, count=0):
        if callable(repl):
            pieces, number = self._called(repl, string, count)
            if isinstance(string, str):
                return "".join(pieces), number
            return b"".join(pieces), number
        text, number = _re.replace_all(self._program, string, self._pieces(repl), count)
        return text, number

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        if self is other:
            return True
        return self.flags == other.flags and self.pattern == other.pattern

    def __hash__(self):
        return hash((self.flags, self.pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        flags = self.flags
        # That of every pattern of text is not shown.
        if isinstance(self.pattern, str) and flags & 292 == 32:
            flags &= ~32
        shown = repr(self.pattern)[:200]
        names = []
        for name, flag in _SHOWN:
            if flags & flag:
                names.append("re." + name)
                flags &= ~flag
        if flags:
            names.append(hex(flags))
        if names:
            return "re.compile(%s, %s)" % (shown, "|".join(names))
        return "re.compile(%s)" % shown


_SHOWN = (
    ("TEMPLATE", 1),
    ("IGNORECASE", 2),
    ("LOCALE", 4),
    ("MULTILINE", 8),
    ("DOTALL", 16),
    ("UNICODE", 32),
    ("VERBOSE", 64),
    ("DEBUG", 128),
    ("ASCII", 256),
)


def _warn(warnings):
    for kind, message in warnings:
        _re.warn(kind, message)


_texts = {}
_data = {}


def _made(pattern, flags):
    made = _re.compile(pattern, flags)
    program = made[0]
    if program is None:
        _refuse(pattern, made)
    _warn(made[3])
    return Pattern(pattern, int(made[1]), _re.groups(program), made[2], program)


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = int(flags)
    if isinstance(pattern, str):
        known = _texts.get((pattern, flags))
        if known is None:
            known = _made(pattern, flags)
            if len(_texts) >= _MOST_KEPT:
                del _texts[next(iter(_texts))]
            _texts[pattern, flags] = known
        return known
    if isinstance(pattern, bytes):
        known = _data.get((pattern, flags))
        if known is None:
            known = _made(pattern, flags)
            if len(_data) >= _MOST_KEPT:
                del _data[next(iter(_data))]
            _data[pattern, flags] = known
        return known
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if hasattr(pattern, "groupindex"):
        # One of CPython's own.
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return _compile(pattern.pattern, pattern.flags)
    hash(pattern)
    raise TypeError("first argument must be string or compiled pattern")


def compile(pattern, flags=0):
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compile(pattern, flags).finditer(string)


def purge():
    _texts.clear()
    _data.clear()


def escape(pattern):
    if isinstance(pattern, str):
        return _re.escape(pattern)
    if isinstance(pattern, bytes):
        return _re.escape_bytes(pattern)
    return _re.escape_bytes(bytes(pattern))
