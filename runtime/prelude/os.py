"""What programs ask of the system: directories, files, the environment."""

import _os
import os.path as path
from os.path import _DIRECTORY, _FORMAT, _LINK, _REGULAR, _fspath
from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep
from os.path import isdir as _isdir, islink as _islink, join as _join
from _os import _exit, access, chdir, chmod, close, getcwd, geteuid, getgid, getpid, getppid
from _os import getuid, isatty, link, lseek, mkdir, open, read, remove, rename, replace, rmdir
from _os import strerror, symlink, system, umask, unlink, urandom, write

name = "posix"
linesep = "\n"
error = OSError

F_OK = 0
X_OK = 1
W_OK = 2
R_OK = 4
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
O_RDONLY = 0
O_WRONLY = 1
O_RDWR = 2
O_CREAT = 0o100
O_EXCL = 0o200
O_TRUNC = 0o1000
O_APPEND = 0o2000
O_NONBLOCK = 0o4000
EX_OK = 0


def fspath(path):
    """The text or bytes of a path."""
    return _fspath(path)


def fsencode(filename):
    """The bytes of a path."""
    filename = _fspath(filename)
    return _os.encode(filename) if isinstance(filename, str) else filename


def fsdecode(filename):
    """The text of a path."""
    filename = _fspath(filename)
    return _os.decode(filename) if isinstance(filename, bytes) else filename


def getcwdb():
    """The current directory, as bytes."""
    return _os.encode(getcwd())


def cpu_count():
    """How many processors there are; None where nobody knows."""
    n = _os.cpu_count()
    return n if n > 0 else None


class stat_result:
    """What is known of a file: ten of it by number too."""

    __slots__ = ("_found",)

    def __init__(self, found):
        self._found = found

    st_mode = property(lambda self: self._found[0])
    st_ino = property(lambda self: self._found[1])
    st_dev = property(lambda self: self._found[2])
    st_nlink = property(lambda self: self._found[3])
    st_uid = property(lambda self: self._found[4])
    st_gid = property(lambda self: self._found[5])
    st_size = property(lambda self: self._found[6])
    st_atime = property(lambda self: self._found[7] + 1e-9 * self._found[8])
    st_mtime = property(lambda self: self._found[9] + 1e-9 * self._found[10])
    st_ctime = property(lambda self: self._found[11] + 1e-9 * self._found[12])
    st_atime_ns = property(lambda self: self._found[7] * 1_000_000_000 + self._found[8])
    st_mtime_ns = property(lambda self: self._found[9] * 1_000_000_000 + self._found[10])
    st_ctime_ns = property(lambda self: self._found[11] * 1_000_000_000 + self._found[12])
    st_blksize = property(lambda self: self._found[13])
    st_blocks = property(lambda self: self._found[14])
    st_rdev = property(lambda self: self._found[15])

    def _items(self):
        found = self._found
        return (*found[:7], found[7], found[9], found[11])

    def __getitem__(self, index):
        return self._items()[index]

    def __len__(self):
        return 10

    def __iter__(self):
        return iter(self._items())

    def __eq__(self, other):
        return self._items() == (other._items() if isinstance(other, stat_result) else other)

    def __hash__(self):
        return hash(self._items())

    def __repr__(self):
        names = "mode ino dev nlink uid gid size atime mtime ctime".split()
        shown = [f"st_{name}={value}" for name, value in zip(names, self._items())]
        return f"os.stat_result({', '.join(shown)})"


def stat(path, *, follow_symlinks=True):
    """What is known of a file; of what a link leads to, unless the link itself is asked about."""
    return stat_result(_os.stat(path, bool(follow_symlinks)))


def lstat(path):
    """What is known of a file or link."""
    return stat_result(_os.stat(path, False))


def fstat(fd):
    """What is known of an open file."""
    return stat_result(_os.stat(fd, True))


def utime(path, times=None, *, ns=None):
    """Sets when a file was read and written last; now, if that is not said."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is not None:
        if not isinstance(ns, tuple) or len(ns) != 2:
            raise TypeError("utime: 'ns' must be a tuple of two ints")
        return _os.utime(path, False, ns[0], ns[1])
    if times is None:
        return _os.utime(path, True, 0, 0)
    if not isinstance(times, tuple) or len(times) != 2:
        raise TypeError("utime: 'times' must be either a tuple of two ints or None")
    seen, written = [round(time * 1e9) if isinstance(time, float) else time * 1_000_000_000 for time in times]
    return _os.utime(path, False, seen, written)


def listdir(path=None):
    """The names in a directory, in no order."""
    if isinstance(path, bytes):
        return [_os.encode(name) for name in _os.listdir(path)]
    return list(_os.listdir("." if path is None else path))


def readlink(path):
    """Where a symbolic link leads."""
    leads = _os.readlink(path)
    return _os.encode(leads) if isinstance(path, bytes) else leads


class DirEntry:
    """A file in a directory, and what the directory says of it."""

    __slots__ = ("name", "path", "_kind")

    def __init__(self, name, path, kind):
        self.name = name
        self.path = path
        self._kind = kind

    def _is(self, kind, format, follow_symlinks):
        if self._kind == "?" or self._kind == "l" and follow_symlinks:
            return _os.mode(self.path, bool(follow_symlinks)) & _FORMAT == format
        return self._kind == kind

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a directory."""
        return self._is("d", _DIRECTORY, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a regular file."""
        return self._is("f", _REGULAR, follow_symlinks)

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._is("l", _LINK, False)

    def stat(self, *, follow_symlinks=True):
        """As `os.stat` of it."""
        return stat_result(_os.stat(self.path, bool(follow_symlinks)))

    def inode(self):
        """Its number in its file system."""
        return _os.stat(self.path, False)[1]

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Entries:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        self._entries = iter(())


def _entries(path):
    if isinstance(path, bytes):
        names = [(_os.encode(found[1:]), found[0]) for found in _os.scan(path)]
    else:
        names = [(found[1:], found[0]) for found in _os.scan(path)]
    if path is None:
        path = "."
    elif not isinstance(path, int):
        path = _fspath(path)
    is_named = isinstance(path, (str, bytes))
    return [DirEntry(name, _join(path, name) if is_named else name, kind) for name, kind in names]


def scandir(path=None):
    """The files in a directory, with what it says of them."""
    return _Entries(_entries(path))


def walk(top, topdown=True, onerror=None, followlinks=False):
    """A directory and all in it: paths, each with the names of directories and of other files there."""
    top = _fspath(top)
    if isinstance(top, bytes):
        return _walk_bytes(top, topdown, onerror, followlinks)
    return _walk(top, topdown, onerror, followlinks)


def _walk(top, topdown, onerror, followlinks):
    dirs = []
    others = []
    inner = []
    try:
        names = _os.scan(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    for found in names:
        kind, name = found[0], found[1:]
        path = _join(top, name)
        if kind != "d" and (kind != "l" and kind != "?" or not _isdir(path)):
            others.append(name)
            continue
        dirs.append(name)
        if not topdown and (followlinks or not _islink(path)):
            inner.append(path)
    if topdown:
        yield top, dirs, others
        for name in dirs:
            path = _join(top, name)
            if followlinks or not _islink(path):
                yield from _walk(path, topdown, onerror, followlinks)
    else:
        for path in inner:
            yield from _walk(path, topdown, onerror, followlinks)
        yield top, dirs, others


def _walk_bytes(top, topdown, onerror, followlinks):
    for path, dirs, others in _walk(_os.decode(top), topdown, onerror, followlinks):
        shown = [_os.encode(name) for name in dirs]
        yield _os.encode(path), shown, [_os.encode(name) for name in others]
        # What is taken from them is not walked through.
        dirs[:] = [_os.decode(name) for name in shown]


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a directory, and those that it is in."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else made it meanwhile.
            pass
        if tail == (b"." if isinstance(tail, bytes) else "."):
            return
    try:
        _os.mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Removes a directory, and those it is in as far as they are empty."""
    _os.rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            _os.rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Renames, makes the directories that are missing, and removes those that are empty then."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    _os.rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def _text(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return str(value)


class _Environ:
    """The variables of the environment, as a mapping."""

    def __init__(self):
        found = _os.environ()
        self._data = {}
        for at in range(0, len(found), 2):
            self._data.setdefault(found[at], found[at + 1])

    def __getitem__(self, key):
        try:
            return self._data[_text(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        key, value = _text(key), _text(value)
        _os.putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        _os.unsetenv(_text(key))
        try:
            del self._data[key]
        except KeyError:
            raise KeyError(key) from None

    def __contains__(self, key):
        return _text(key) in self._data

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        shown = ", ".join([f"{key!r}: {value!r}" for key, value in self._data.items()])
        return f"environ({{{shown}}})"

    def __eq__(self, other):
        return self.copy() == (other.copy() if isinstance(other, _Environ) else other)

    def __or__(self, other):
        return {**self._data, **dict(other)}

    def __ror__(self, other):
        return {**dict(other), **self._data}

    def __ior__(self, other):
        self.update(other)
        return self

    def get(self, key, default=None):
        return self._data.get(_text(key), default)

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def copy(self):
        return dict(self._data)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, other=(), /, **more):
        for key, value in dict(other, **more).items():
            self[key] = value

    def pop(self, key, *default):
        if key in self or not default:
            value = self[key]
            del self[key]
            return value
        return default[0]

    def popitem(self):
        for key in self._data:
            return key, self.pop(key)
        raise KeyError

    def clear(self):
        for key in self:
            del self[key]


environ = _Environ()


def getenv(key, default=None):
    """The value of a variable of the environment."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Sets a variable of the environment for programs that are started."""
    _os.putenv(name, value)


def unsetenv(name, /):
    """Takes a variable from the environment of programs that are started."""
    _os.unsetenv(name)


class terminal_size(tuple):
    """Columns and lines."""

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def get_terminal_size(fd=1, /):
    """How many columns and lines a terminal has."""
    return terminal_size(_os.terminal_size(fd))
