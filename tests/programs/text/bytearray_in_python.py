# A bytearray that CPython code changes, and that is changed between.
import io
import hashlib
import struct
import random
b = bytearray(b"0123456789")
f = io.BytesIO(b"abcdef")
print(f.readinto(b), b)
struct.pack_into("<HH", b, 2, 513, 1027)
print(b, struct.unpack_from("<H", b, 2))
random.seed(1)
x = bytearray(range(10))
random.shuffle(x)
print(sorted(x) == list(range(10)), len(x))
b.append(33)
print(hashlib.md5(b).hexdigest())
m = memoryview(b)
m[0] = 90
print(b[0], b)
m.release()
b += b"tail"
print(bytes(b), io.BytesIO(b).read(3))
