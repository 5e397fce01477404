"""Text and bytes in memory."""

from operator import index as _index

from _io import UnsupportedOperation, _part


def _count(size):
    """How many characters or bytes are asked for; -1 for all."""
    if size is None:
        return -1
    if not hasattr(size, "__index__"):
        name = type(size).__name__
        raise TypeError(f"argument should be integer or None, not '{name}'")
    return _index(size)


class _InMemory:
    """What files of text and of bytes have in common."""

    def __init__(self):
        self._at = 0
        self.closed = False

    def writelines(self, lines, /):
        for line in lines:
            self.write(line)

    def readlines(self, hint=-1, /):
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        self._check()
        return self._at

    def readable(self):
        self._check()
        return True

    def writable(self):
        self._check()
        return True

    def seekable(self):
        self._check()
        return True

    def isatty(self):
        self._check()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def detach(self):
        raise UnsupportedOperation("detach")

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()


class StringIO(_InMemory):
    """A file of text in memory."""

    encoding = None
    errors = None
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        super().__init__()
        if initial_value is None:
            initial_value = ""
        elif not isinstance(initial_value, str):
            name = type(initial_value).__name__
            raise TypeError(f"initial_value must be str or None, not {name}")
        if newline is not None:
            if not isinstance(newline, str):
                raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
            if newline not in ("", "\n", "\r", "\r\n"):
                raise ValueError(f"illegal newline value: {newline!r}")
        self._translates = newline is None
        # What ends a line; nothing: any of the three does.
        self._end = newline if newline is not None else "\n"
        self._is_plain = newline == "\n"
        self._seen = 0
        self._text = self._translated(initial_value)
        # What has been written behind the text.
        self._parts = []
        self._size = len(self._text)

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _translated(self, text):
        if self._is_plain:
            return text
        if self._end and not self._translates:
            return text.replace("\n", self._end)
        pairs = text.count("\r\n")
        if text.count("\r") > pairs:
            self._seen |= 1
        if text.count("\n") > pairs:
            self._seen |= 2
        if pairs:
            self._seen |= 4
        if self._translates and "\r" in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    @property
    def newlines(self):
        ends = ("\r", "\n", "\r\n")
        seen = tuple([end for n, end in enumerate(ends) if self._seen & 1 << n])
        if len(seen) > 1:
            return seen
        return seen[0] if seen else None

    def _whole(self):
        self._check()
        if self._parts:
            self._text += "".join(self._parts)
            self._parts = []
        return self._text

    def getvalue(self):
        return self._whole()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        self._check()
        text = self._translated(s)
        n = len(text)
        if self._at == self._size:
            self._parts.append(text)
            self._size += n
        elif n:
            whole = self._whole()
            if self._at > self._size:
                whole += "\0" * (self._at - self._size)
            self._text = whole[: self._at] + text + whole[self._at + n :]
            self._size = len(self._text)
        self._at += n
        return len(s)

    def read(self, size=-1, /):
        whole = self._whole()
        if type(size) is not int:
            size = _count(size)
        if size < 0:
            text = whole[self._at :]
        else:
            text = whole[self._at : self._at + size]
        self._at += len(text)
        return text

    def readline(self, size=-1, /):
        whole = self._whole()
        if type(size) is not int:
            size = _count(size)
        if self._end:
            end = whole.find(self._end, self._at)
            end = self._size if end < 0 else end + len(self._end)
        else:
            end = self._end_of_any(whole)
        if size >= 0:
            end = min(end, self._at + size)
        text = whole[self._at : end]
        self._at += len(text)
        return text

    def _end_of_any(self, whole):
        line = whole.find("\n", self._at)
        back = whole.find("\r", self._at, line if line >= 0 else self._size)
        if back >= 0:
            return back + 2 if back + 1 == line else back + 1
        return line + 1 if line >= 0 else self._size

    def seek(self, pos, whence=0, /):
        self._check()
        if type(pos) is not int:
            pos = _index(pos)
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._at = pos
        elif whence == 1 or whence == 2:
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._at = self._size
        else:
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, pos=None, /):
        whole = self._whole()
        size = self._at
        if pos is not None:
            size = pos if type(pos) is int else _count(pos)
        if size < 0:
            raise ValueError(f"Negative size value {size}")
        if size < self._size:
            self._text = whole[:size]
            self._size = size
        return size


class BytesIO(_InMemory):
    """A file of bytes in memory."""

    def __init__(self, initial_bytes=b""):
        super().__init__()
        self._buffer = bytearray()
        if initial_bytes is not None:
            self.write(initial_bytes)
            self._at = 0

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check()
        return memoryview(self._buffer)

    def write(self, b, /):
        self._check()
        if not isinstance(b, (bytes, bytearray)):
            try:
                b = memoryview(b).tobytes()
            except TypeError:
                name = type(b).__name__
                raise TypeError(f"a bytes-like object is required, not '{name}'") from None
        n = len(b)
        at = self._at
        size = len(self._buffer)
        if at == size:
            self._buffer += b
        elif n:
            if at > size:
                self._buffer += bytes(at - size)
            self._buffer[at : at + n] = b
        self._at = at + n
        return n

    def read(self, size=-1, /):
        self._check()
        if type(size) is not int:
            size = _count(size)
        at = self._at
        end = len(self._buffer)
        if 0 <= size < end - at:
            end = at + size
        if at >= end:
            return b""
        self._at = end
        return _part(self._buffer, at, end)

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        with memoryview(buffer) as view, view.cast("B") as places:
            data = self.read(len(places))
            places[: len(data)] = data
        return len(data)

    def readinto1(self, buffer, /):
        return self.readinto(buffer)

    def readline(self, size=-1, /):
        self._check()
        if type(size) is not int:
            size = _count(size)
        end = self._buffer.find(b"\n", self._at) + 1
        if end == 0:
            end = len(self._buffer)
        n = max(end - self._at, 0)
        if 0 <= size < n:
            n = size
        return self.read(n)

    def seek(self, pos, whence=0, /):
        self._check()
        if type(pos) is not int:
            pos = _index(pos)
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._at = pos
        elif whence == 1:
            self._at = max(0, self._at + pos)
        elif whence == 2:
            self._at = max(0, len(self._buffer) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._at

    def truncate(self, size=None, /):
        self._check()
        if size is None:
            size = self._at
        elif type(size) is not int:
            size = _count(size)
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._buffer[size:]
        return size
