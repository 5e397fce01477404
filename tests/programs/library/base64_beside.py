# The mistakes of base 64 are those of binascii, with and without CPython's.
import base64
import binascii

for text in ("abc", "abcde", b"ab!"):
    try:
        print(base64.b64decode(text, validate=True))
    except binascii.Error as e:
        print("Error", e)
print(binascii.b2a_base64(b"hello"), binascii.b2a_base64(b"hello", newline=False), binascii.a2b_base64("aGVsbG8="))
for bad in ("\u00e9", None, "a"):
    try:
        binascii.a2b_base64(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    binascii.a2b_base64("=abc", strict_mode=True)
except binascii.Error as e:
    print(e, binascii.Error, binascii.Error.__mro__)
import zlib
print(zlib.crc32(b"hi"), base64.b64encode(memoryview(b"abcd")), base64.b64decode(memoryview(b"YQ==")), base64.b32encode(b"hi"))
