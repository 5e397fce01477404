"""`binascii`, in programs that need no CPython; the others have CPython's own, so that a mistake raised by
a library is one of the program's.
"""

from _base64 import contents as _contents
from _base64 import decode as _decode
from _base64 import encode as _encode


class Error(ValueError):
    pass


def _mistake(data, strict):
    """What is wrong with bytes that are no base 64."""
    digits = pads = count = 0
    is_padded = False
    if strict and data[:1] == b"=":
        return "Leading padding not allowed"
    for at, byte in enumerate(data):
        if byte == 61:
            is_padded = True
            if digits >= 2:
                pads += 1
                if digits + pads >= 4:
                    return "Excess data after padding"
        elif not (
            65 <= byte <= 90 or 97 <= byte <= 122 or 48 <= byte <= 57 or byte == 43 or byte == 47
        ):
            if strict:
                return "Only base64 data is allowed"
        else:
            if strict and is_padded:
                return "Discontinuous padding not allowed"
            pads = 0
            count += 1
            digits = (digits + 1) % 4
    if digits == 1:
        return (
            "Invalid base64-encoded string: number of data characters "
            f"({count}) cannot be 1 more than a multiple of 4"
        )
    return "Incorrect padding"


def _ascii(data):
    """The bytes of what may be a text."""
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode()
    contents = _contents(data)
    if isinstance(contents, bytes):
        return contents
    raise TypeError(
        f"argument should be bytes, buffer or ASCII string, not {type(data).__name__!r}"
    )


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes that a text in base 64 stands for."""
    data = _ascii(data)
    decoded = _decode(data, bool(strict_mode))
    if isinstance(decoded, bytes):
        return decoded
    raise Error(_mistake(data, strict_mode))


def b2a_base64(data, /, *, newline=True):
    """Bytes in base 64, as a line."""
    return _encode(data) + b"\n" if newline else _encode(data)
