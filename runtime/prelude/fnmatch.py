"""Patterns of file names, as shells have them."""

from os.path import _fspath


def _parse(pattern):
    """The parts of a pattern: `*`, or a character of which it is said what it may be.

    A set is written as whether it is negated, and pairs of bounds; `?` is what is in no empty set.
    """
    parts = []
    at = 0
    while at < len(pattern):
        c = pattern[at]
        at += 1
        if c == "*":
            if not parts or parts[-1][0] != "*":
                parts.append(("*", False, ""))
        elif c == "?":
            parts.append(("[", True, ""))
        elif c == "[":
            end = at
            if pattern[end : end + 1] == "!":
                end += 1
            if pattern[end : end + 1] == "]":
                end += 1
            end = pattern.find("]", end)
            if end < 0:
                parts.append(("[", False, "[["))
                continue
            negated = pattern[at] == "!"
            parts.append(("[", negated, _bounds(pattern[at + negated : end])))
            at = end + 1
        else:
            parts.append(("[", False, c + c))
    return parts


def _bounds(text):
    bounds = []
    at = 0
    while at < len(text):
        if text[at + 1 : at + 2] == "-" and at + 2 < len(text):
            bounds.append(text[at] + text[at + 2])
            at += 3
        else:
            bounds.append(text[at] * 2)
            at += 1
    return "".join(bounds)


def _is_in(c, negated, bounds):
    for at in range(0, len(bounds), 2):
        if bounds[at] <= c <= bounds[at + 1]:
            return not negated
    return negated


def _matches(name, parts):
    # Where to go on when what follows the last `*` does not fit: that may be longer by one.
    star, mark = -1, 0
    at, part = 0, 0
    while True:
        if part < len(parts) and parts[part][0] == "*":
            star, mark = part, at
            part += 1
            if part == len(parts):
                return True
        elif at < len(name) and part < len(parts) and _is_in(name[at], parts[part][1], parts[part][2]):
            at += 1
            part += 1
        elif at == len(name) and part == len(parts):
            return True
        elif star >= 0 and mark < len(name):
            mark += 1
            at, part = mark, star + 1
        else:
            return False


_known = {}


def _parts(pattern):
    parts = _known.get(pattern)
    if parts is None:
        parts = _parse(pattern)
        if len(_known) > 32000:
            _known.clear()
        _known[pattern] = parts
    return parts


def fnmatchcase(name, pat):
    """Whether the name fits the pattern."""
    if isinstance(name, bytes) and isinstance(pat, bytes):
        # Each byte is a character.
        return _matches(name.decode("latin-1"), _parts(pat.decode("latin-1")))
    if isinstance(pat, bytes):
        raise TypeError("cannot use a bytes pattern on a string-like object")
    if isinstance(name, bytes):
        raise TypeError("cannot use a string pattern on a bytes-like object")
    return _matches(name, _parts(pat))


def fnmatch(name, pat):
    """Whether the name fits the pattern; case matters."""
    return fnmatchcase(_fspath(name), _fspath(pat))


def filter(names, pat):
    """The names that fit the pattern."""
    pat = _fspath(pat)
    return [name for name in names if fnmatchcase(name, pat)]
