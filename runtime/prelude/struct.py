"""Values as bytes and back, as CPython's `struct` lays them out.

For programs that need no CPython; the others have its own module. Formats are read, and values
packed, in the runtime (`_layouts`).
"""

import _layouts


class error(Exception):
    __module__ = "struct"


_known = {}
_MOST_KEPT = 100


def _layout(format):
    """A format as `_layouts` takes it."""
    known = _known.get(format)
    if known is not None:
        return known
    if isinstance(format, str):
        text = format.encode("ascii")
    elif isinstance(format, bytes):
        text = format
    else:
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
    made = _layouts.compile(text)
    if made is None:
        raise error(_layouts.mistake())
    if len(_known) >= _MOST_KEPT:
        _known.clear()
    _known[format] = made
    return made


def _packed(layout, values, name):
    made = _layouts.pack(layout, values, name)
    if made is None:
        raise error(_layouts.mistake())
    return made


def _unpacked(layout, buffer, offset, is_whole):
    made = _layouts.unpack(layout, buffer, offset, is_whole)
    if made is None:
        raise error(_layouts.mistake())
    return made


def _pack_into(layout, args):
    if not args:
        raise error("pack_into expected buffer argument")
    if len(args) == 1:
        raise error("pack_into expected offset argument")
    buffer, values = args[0], args[2:]
    start = _layouts.place(layout, buffer, args[1], len(values))
    if start is None:
        raise error(_layouts.mistake())
    made = _packed(layout, values, "pack_into")
    if isinstance(buffer, bytearray):
        buffer[start : start + len(made)] = made
        return
    # An array: there are no other buffers without CPython.
    whole = bytearray(buffer.tobytes())
    whole[start : start + len(made)] = made
    buffer[:] = type(buffer)(buffer.typecode, bytes(whole))


def _iter_unpack(layout, buffer):
    size = _layouts.size(layout)
    if size == 0:
        raise error("cannot iteratively unpack with a struct of length 0")
    length = _layouts.length(buffer)
    if length % size:
        raise error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    return _steps(layout, buffer, size, length)


def _steps(layout, buffer, size, length):
    for offset in range(0, length, size):
        yield _unpacked(layout, buffer, offset, False)


def calcsize(format, /):
    return _layouts.size(_layout(format))


def pack(format, /, *values):
    return _packed(_layout(format), values, "pack")


def pack_into(format, /, *args):
    _pack_into(_layout(format), args)


def unpack(format, buffer, /):
    return _unpacked(_layout(format), buffer, 0, True)


def unpack_from(format, /, buffer, offset=0):
    return _unpacked(_layout(format), buffer, offset, False)


def iter_unpack(format, buffer, /):
    return _iter_unpack(_layout(format), buffer)


class Struct:
    __module__ = "_struct"

    def __init__(self, format):
        self._layout = _layout(format)
        self.format = format if isinstance(format, str) else format.decode("ascii")
        self.size = _layouts.size(self._layout)

    def pack(self, *values):
        return _packed(self._layout, values, "pack")

    def pack_into(self, *args):
        _pack_into(self._layout, args)

    def unpack(self, buffer, /):
        return _unpacked(self._layout, buffer, 0, True)

    def unpack_from(self, buffer, offset=0):
        return _unpacked(self._layout, buffer, offset, False)

    def iter_unpack(self, buffer, /):
        return _iter_unpack(self._layout, buffer)
