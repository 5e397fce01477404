"""Bytes in base 64. What is wrong with a text is for `binascii` to say."""

from _base64 import contents as _contents
from _base64 import decode as _decode
from _base64 import encode as _encode

_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def _given(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    data = _contents(s)
    if data is None:
        raise TypeError(
            "argument should be a bytes-like object or ASCII "
            "string, not %r" % s.__class__.__name__
        ) from None
    return data


def _decoded(s, validate):
    data = _decode(s, bool(validate))
    if isinstance(data, bytes):
        return data
    from binascii import a2b_base64

    return a2b_base64(s, strict_mode=validate)


def b64encode(s, altchars=None):
    """Bytes in base 64, with other characters than + and / if there are `altchars`."""
    encoded = _encode(s)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """The bytes that a text in base 64 stands for."""
    s = _given(s)
    if altchars is not None:
        altchars = _given(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return _decoded(s, validate)


def standard_b64encode(s):
    """Bytes in base 64."""
    return _encode(s)


def standard_b64decode(s):
    """The bytes that a text in base 64 stands for."""
    return _decoded(_given(s), False)


def urlsafe_b64encode(s):
    """Bytes in base 64 with - and _ for + and /."""
    return _encode(s).translate(_TO_URL)


def urlsafe_b64decode(s):
    """The bytes that such a text stands for."""
    return _decoded(_given(s).translate(_FROM_URL), False)
