"""Error handlers are given one exception, which changes, for all that cannot be decoded."""

import codecs
def handler1(exc):
    r = range(exc.start, exc.end)
    if isinstance(exc, UnicodeEncodeError):
        l = ["<%d>" % ord(exc.object[pos]) for pos in r]
    elif isinstance(exc, UnicodeDecodeError):
        l = ["<%d>" % exc.object[pos] for pos in r]
    else:
        raise TypeError("don't know how to handle %r" % exc)
    return ("[%s]" % "".join(l), exc.end)
codecs.register_error("test.handler1", handler1)
s = b"\x00\x81\x7f\x80\xff"
print(repr(s.decode("ascii", "test.handler1")))
print(repr("aéüb".encode("ascii", "test.handler1")))
def handler2(exc):
    if not isinstance(exc, UnicodeDecodeError):
        raise TypeError("don't know how to handle %r" % exc)
    l = ["<%d>" % exc.object[pos] for pos in range(exc.start, exc.end)]
    return ("[%s]" % "".join(l), exc.end+1) # skip one character
codecs.register_error("test.handler2", handler2)
print(repr(s.decode("ascii", "test.handler2")))
s = b"g\xc3\xa9\xff\xfex"
print(repr(s.decode("utf-8", "test.handler2")))
print(repr(b"\\u3042\\u3xxx".decode("unicode-escape", "test.handler1")))
print(repr(b"\\u3042\\u3xx".decode("unicode-escape", "test.handler1")))
import codecs
def h(exc):
    print(exc.start, exc.end)
    if exc.start > 20: raise SystemExit
    return ('\ufffd', exc.start+1)
codecs.register_error("h", h)
print(ascii(b'\xd8\xd8\xd8\xd8\xd8\x00\x00\x00'.decode('utf-16-le', 'h')))
print(ascii(b'ab\xff\xffcd\xc3'.decode('utf-8', 'h')))
def h2(exc):
    exc.object = b"xyz" + exc.object[3:]
    return ("?", exc.end)
codecs.register_error("h2", h2)
print(ascii(b'ab\xff\xffcd\xc3'.decode('utf-8', 'h2')))

import codecs
n = 0
def replace_with_long(exc):
    global n
    n += 1
    print(exc.start, exc.end, exc.object)
    exc.object = b"\x00" * 8
    return ('\ufffd', exc.start)
codecs.register_error("test.replace_with_long", replace_with_long)
print(ascii(b'\x00'.decode('utf-16', 'test.replace_with_long')))
n = 0
print(ascii(b'\x00'.decode('utf-32', 'test.replace_with_long')))
