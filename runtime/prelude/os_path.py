"""Paths as POSIX has them: what `os.path` is.

Work on text; bytes are decoded for it, and encoded again, without loss.
"""

import _os
from _os import home as _home
from _os import mode as _mode
from _os import stat as _stat

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False

_FORMAT = 0o170000
_DIRECTORY = 0o040000
_REGULAR = 0o100000
_LINK = 0o120000


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return _os.fspath(path)


def _encoded(found):
    return _os.encode(found)


def _both_encoded(found):
    return _os.encode(found[0]), _os.encode(found[1])


def _check(function, paths):
    texts = 0
    for path in paths:
        if isinstance(path, str):
            texts += 1
        elif not isinstance(path, bytes):
            raise TypeError(
                f"{function}() argument must be str, bytes, or "
                f"os.PathLike object, not {type(path).__name__!r}"
            ) from None
    if 0 < texts < len(paths):
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    """The path itself: case matters."""
    return _fspath(s)


def isabs(s):
    """Whether the path is an absolute one."""
    s = _fspath(s)
    if isinstance(s, bytes):
        return s[:1] == b"/"
    return s[:1] == "/"


def _join_other(a, p):
    parts = [_fspath(a)]
    for part in p:
        try:
            part = _fspath(part)
        except TypeError:
            # What is wrong with it is said below.
            pass
        parts.append(part)
    _check("join", parts)
    if isinstance(parts[0], bytes):
        return _os.encode(_join([_os.decode(part) for part in parts]))
    return _join(parts)


def _join(parts):
    path = parts[0]
    for part in parts[1:]:
        if part[:1] == "/":
            path = part
        elif not path or path[-1] == "/":
            path += part
        else:
            path = f"{path}/{part}"
    return path


def join(a, *p):
    """The parts one behind the other, from the last absolute one on."""
    path = a
    if not isinstance(path, str):
        return _join_other(a, p)
    for part in p:
        if not isinstance(part, str):
            return _join_other(a, p)
        if part[:1] == "/":
            path = part
        elif not path or path[-1] == "/":
            path += part
        else:
            path = f"{path}/{part}"
    return path


def _split(p):
    at = p.rfind("/") + 1
    head, tail = p[:at], p[at:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def split(p):
    """All but the last part, and that."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return _both_encoded(_split(_os.decode(p)))
    return _split(p)


def _splitext(p):
    dot = p.rfind(".")
    slash = p.rfind("/")
    if dot > slash:
        # Dots that a name begins with are part of it.
        at = slash + 1
        while at < dot:
            if p[at] != ".":
                return p[:dot], p[dot:]
            at += 1
    return p, p[:0]


def splitext(p):
    """The path without its extension, and that with its dot."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return _both_encoded(_splitext(_os.decode(p)))
    return _splitext(p)


def splitdrive(p):
    """No drive, and the path."""
    p = _fspath(p)
    return p[:0], p


def basename(p):
    """The last part."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return p[p.rfind(b"/") + 1 :]
    return p[p.rfind("/") + 1 :]


def dirname(p):
    """All but the last part."""
    p = _fspath(p)
    if isinstance(p, bytes):
        return _os.encode(_split(_os.decode(p))[0])
    return _split(p)[0]


def exists(path):
    """Whether there is such a file; of a broken link, there is none."""
    return _mode(path, True) != 0


def lexists(path):
    """Whether there is such a file or link."""
    return _mode(path, False) != 0


def isfile(path):
    """Whether it is a regular file, or a link to one."""
    return _mode(path, True) & _FORMAT == _REGULAR


def isdir(s):
    """Whether it is a directory, or a link to one."""
    return _mode(s, True) & _FORMAT == _DIRECTORY


def islink(path):
    """Whether it is a symbolic link."""
    return _mode(path, False) & _FORMAT == _LINK


def getsize(filename):
    """The size of a file in bytes."""
    return _stat(filename, True)[6]


def getatime(filename):
    """When a file was read last, in seconds."""
    found = _stat(filename, True)
    return found[7] + 1e-9 * found[8]


def getmtime(filename):
    """When a file was written last, in seconds."""
    found = _stat(filename, True)
    return found[9] + 1e-9 * found[10]


def getctime(filename):
    """When something about a file changed last, in seconds."""
    found = _stat(filename, True)
    return found[11] + 1e-9 * found[12]


def samefile(f1, f2):
    """Whether both paths name one file."""
    a, b = _stat(f1, True), _stat(f2, True)
    return a[1] == b[1] and a[2] == b[2]


def sameopenfile(fp1, fp2):
    """Whether both descriptors are of one file."""
    return samefile(fp1, fp2)


def samestat(s1, s2):
    """Whether both are of one file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def ismount(path):
    """Whether something is mounted there."""
    try:
        here = _stat(path, False)
    except (OSError, ValueError):
        return False
    if here[0] & _FORMAT == _LINK:
        return False
    path = _fspath(path)
    try:
        above = _stat(realpath(join(path, b".." if isinstance(path, bytes) else "..")), False)
    except (OSError, ValueError):
        return False
    return here[2] != above[2] or here[1] == above[1]


def _normpath(path):
    if not path:
        return "."
    # Two slashes at the beginning mean something of their own, three do not.
    slashes = 0
    if path[0] == "/":
        slashes = 2 if path[1:2] == "/" and path[2:3] != "/" else 1
    parts = []
    for part in path.split("/"):
        if part == "" or part == ".":
            continue
        if part != ".." or not parts and slashes == 0 or parts and parts[-1] == "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return "/" * slashes + "/".join(parts) or "."


def normpath(path):
    """The path without parts that lead nowhere."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return _os.encode(_normpath(_os.decode(path)))
    return _normpath(path)


def _abspath(path):
    if path[:1] != "/":
        path = join(_os.getcwd(), path)
    return _normpath(path)


def abspath(path):
    """The path from the root on."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return _os.encode(_abspath(_os.decode(path)))
    return _abspath(path)


def _resolve(path, rest, strict, seen):
    if rest[:1] == "/":
        rest = rest[1:]
        path = "/"
    while rest:
        name, _, rest = rest.partition("/")
        if not name or name == ".":
            continue
        if name == "..":
            if path:
                path, name = _split(path)
                if name == "..":
                    path = join(path, "..", "..")
            else:
                path = ".."
            continue
        longer = join(path, name)
        try:
            is_link = _stat(longer, False)[0] & _FORMAT == _LINK
        except OSError:
            if strict:
                raise
            is_link = False
        if not is_link:
            path = longer
            continue
        if longer in seen:
            # A link that was met before: where it leads, if that is known yet.
            path = seen[longer]
            if path:
                continue
            if strict:
                _stat(longer, True)
            return join(longer, rest), False
        seen[longer] = ""
        path, resolved = _resolve(path, _os.readlink(longer), strict, seen)
        if not resolved:
            return join(path, rest), False
        seen[longer] = path
    return path, True


def _realpath(filename, strict):
    return _abspath(_resolve("", filename, strict, {"": ""})[0])


def realpath(filename, *, strict=False):
    """The path from the root on, without symbolic links."""
    filename = _fspath(filename)
    if isinstance(filename, bytes):
        return _os.encode(_realpath(_os.decode(filename), bool(strict)))
    return _realpath(filename, bool(strict))


def _relpath(path, start):
    here = [part for part in _abspath(start).split("/") if part]
    there = [part for part in _abspath(path).split("/") if part]
    common = 0
    while common < len(here) and common < len(there) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def relpath(path, start=None):
    """How to reach a path from another."""
    if not path:
        raise ValueError("no path specified")
    path = _fspath(path)
    if start is None:
        start = b"." if isinstance(path, bytes) else "."
    else:
        start = _fspath(start)
    _check("relpath", [path, start])
    if isinstance(path, bytes):
        return _os.encode(_relpath(_os.decode(path), _os.decode(start)))
    return _relpath(path, start)


def commonprefix(m):
    """The characters that all of them begin with; lists of names are taken for such too."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_fspath, m))
    first, last = min(m), max(m)
    for at, one in enumerate(first):
        if one != last[at]:
            return first[:at]
    return first


def _commonpath(paths):
    rooted = {path[:1] == "/" for path in paths}
    if len(rooted) > 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    split = [[part for part in path.split("/") if part and part != "."] for path in paths]
    first, last = min(split), max(split)
    common = 0
    while common < len(first) and common < len(last) and first[common] == last[common]:
        common += 1
    return ("/" if True in rooted else "") + "/".join(first[:common])


def commonpath(paths):
    """The longest path that all of them are in."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = [_fspath(path) for path in paths]
    _check("commonpath", paths)
    if isinstance(paths[0], bytes):
        return _os.encode(_commonpath([_os.decode(path) for path in paths]))
    return _commonpath(paths)


def _variable(name):
    from os import environ

    return environ.get(name)


def _expanduser(path):
    if path[:1] != "~":
        return path
    at = path.find("/", 1)
    if at < 0:
        at = len(path)
    if at == 1:
        home = _variable("HOME")
        if home is None:
            home = _home(None)
    else:
        home = _home(path[1:at])
    if home is None:
        return path
    return str(home).rstrip("/") + path[at:] or "/"


def expanduser(path):
    """The path with the home directory of a user in place of `~` or `~user`."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return _os.encode(_expanduser(_os.decode(path)))
    return _expanduser(path)


def _expandvars(path):
    found = ""
    while True:
        at = path.find("$")
        if at < 0:
            return found + path
        if path[at + 1 : at + 2] == "{":
            end = path.find("}", at)
            name, end = (path[at + 2 : end], end + 1) if end >= 0 else ("", at + 1)
        else:
            end = at + 1
            while end < len(path) and (path[end] == "_" or path[end].isascii() and path[end].isalnum()):
                end += 1
            name = path[at + 1 : end]
        value = _variable(name) if name else None
        found += path[:at] + (path[at:end] if value is None else value)
        path = path[end:]


def expandvars(path):
    """The path with the values of variables of the environment in place of `$name` and `${name}`."""
    path = _fspath(path)
    if isinstance(path, bytes):
        return _os.encode(_expandvars(_os.decode(path)))
    return _expandvars(path)
