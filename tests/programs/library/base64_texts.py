# Base 64 of all kinds of things, and what is wrong with it.
import base64
from base64 import (b64decode, b64encode, standard_b64decode, standard_b64encode, urlsafe_b64decode,
    urlsafe_b64encode)


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e, isinstance(e, ValueError))


for n in range(10):
    data = bytes(range(250, 250 - n, -1))
    text = b64encode(data)
    print(text, b64decode(text) == data, urlsafe_b64encode(data), b64encode(data, b"*!"))
data = bytes(range(256)) * 5
print(b64decode(b64encode(data)) == data, urlsafe_b64decode(urlsafe_b64encode(data)) == data)
print(len(b64encode(data)), standard_b64decode(standard_b64encode(bytearray(data))) == data)
for text in [
    "", "=", "==", "====", "a", "ab", "abc", "abcd", "abcde", "ab=", "ab==", "ab===", "abc=", "abc==", "a=bc", "a===",
    "=abc", "ab=c", "ab=cd", "ab==cd", "abc=d", "abcd=", "abcd====", "ab\ncd", "a b c d", "ab!d", "-_-_", "+/+/", "\u00e9",
    "YWJj\nZGVm\n", "YQ==YQ==", "YQ==\n", "====YQ==", "aGVsbG8=", "aGVsbG8",
]:
    print(repr(text), end=": ")
    show(b64decode, text)
    show(b64decode, text, validate=True)
    show(urlsafe_b64decode, text)
    show(standard_b64decode, text.encode("latin-1"))
    show(b64decode, text, "-_")
    show(b64decode, text, altchars=b"-_", validate=True)
for bad in [None, 3, "text", ["a"], 2.5]:
    show(b64encode, bad)
    show(b64decode, bad)
    show(urlsafe_b64encode, bad)
    show(urlsafe_b64decode, bad)
show(b64encode, b"a", b"abc")
show(b64encode, b"a", "ab")
show(b64decode, b"abcd", "a")
show(b64decode)
print(base64.b64encode(b"hi").decode("ascii"), base64.b64decode("aGk=").decode())
