"""Files by patterns of their paths."""

import _os
from fnmatch import _matches, _parts
from os.path import _fspath, isdir as _isdir, join as _join, lexists as _lexists, split as _split

_MAGIC = "*?["


def has_magic(s):
    """Whether it is a pattern, and not just a path."""
    if isinstance(s, bytes):
        s = _os.decode(s)
    return any([c in s for c in _MAGIC])


def _has_magic(s):
    for c in s:
        if c in _MAGIC:
            return True
    return False


def _names(directory, only_directories, hidden):
    try:
        found = _os.scan(directory or ".")
    except OSError:
        return []
    names = []
    for entry in found:
        kind, name = entry[0], entry[1:]
        if name[0] == "." and not hidden:
            continue
        if only_directories and kind != "d":
            if kind != "l" and kind != "?" or not _isdir(_join(directory, name)):
                continue
        names.append(name)
    return names


def _below(directory, only_directories, hidden):
    for name in _names(directory, only_directories, hidden):
        yield name
        inner = _join(directory, name) if directory else name
        for path in _below(inner, only_directories, hidden):
            yield _join(name, path)


def _inside(directory, base, recursive, only_directories, hidden):
    """The names in a directory that fit, which is a path where it goes on below it."""
    if recursive and base == "**":
        yield ""
        yield from _below(directory, only_directories, hidden)
    elif _has_magic(base):
        parts = _parts(base)
        for name in _names(directory, only_directories, hidden or base[0] == "."):
            if _matches(name, parts):
                yield name
    elif _lexists(_join(directory, base)) if base else _isdir(directory):
        yield base


def _found(pathname, root, recursive, only_directories, hidden):
    head, base = _split(pathname)
    if not _has_magic(pathname):
        if _lexists(_join(root, pathname)) if base else _isdir(_join(root, head)):
            yield pathname
        return
    if not head:
        yield from _inside(root, base, recursive, only_directories, hidden)
        return
    if head != pathname and _has_magic(head):
        heads = _found(head, root, recursive, True, hidden)
    else:
        heads = iter([head])
    for head in heads:
        for name in _inside(_join(root, head), base, recursive, only_directories, hidden):
            yield _join(head, name)


def _all(pathname, root, recursive, hidden):
    # `**` at the beginning would give the empty path first.
    drop = not pathname or recursive and pathname[:2] == "**"
    for path in _found(pathname, root, recursive, False, hidden):
        if drop:
            drop = False
            if not path:
                continue
        yield path


def _encoded(paths):
    for path in paths:
        yield _os.encode(path)


def iglob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """The paths that fit a pattern, one by one."""
    root = "" if root_dir is None else _fspath(root_dir)
    if isinstance(root, bytes):
        root = _os.decode(root)
    if isinstance(pathname, bytes):
        return _encoded(_all(_os.decode(pathname), root, bool(recursive), bool(include_hidden)))
    return _all(pathname, root, bool(recursive), bool(include_hidden))


def glob(pathname, *, root_dir=None, recursive=False, include_hidden=False):
    """The paths that fit a pattern."""
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def _escaped(path):
    return "".join([f"[{c}]" if c in _MAGIC else c for c in path])


def escape(pathname):
    """A pattern that only the path itself fits."""
    if isinstance(pathname, bytes):
        return _os.encode(_escaped(_os.decode(pathname)))
    return _escaped(pathname)
