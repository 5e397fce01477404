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

# What has a buffer gives its bytes, whatever its items are.
import array

view = memoryview(b"abcdef").cast("c")
data = bytearray(b"x")
data.extend(view[1:3])
data += view[3:]
data[1:2] = view[4:]
print(data, data.find(view[5:]), data.count(memoryview(b"f")))
data = bytearray()
data.extend(array.array("H", [1, 2]))
data.extend(memoryview(array.array("H", [3])))
print(data)
