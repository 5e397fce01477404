# bytearrays that CPython sees while compiled code reads and writes their items.
import binascii
import io
import struct
import zlib


def fill(data, n):
    for i in range(n):
        data[i] = (i * 7) & 0xFF
    return data


buffer = bytearray(16)
fill(buffer, 16)
struct.pack_into("<I", buffer, 4, 0xDEADBEEF)
print(buffer, struct.unpack_from("<H", buffer, 2), zlib.crc32(buffer))
fill(buffer, 8)
print(binascii.hexlify(buffer))
stream = io.BytesIO(b"0123456789")
print(stream.readinto(buffer), buffer, sum(buffer))
view = memoryview(buffer)
view[0] = 200
print(buffer[0], view[1])
buffer[1] = 77
print(view[1], bytes(view[:3]))
try:
    buffer.append(1)
except BufferError as error:
    print("BufferError", error)
view.release()
buffer.append(1)
print(len(buffer), buffer[-1])


def total(data):
    result = 0
    for i in range(len(data)):
        result += data[i]
    return result


print(total(buffer), total(bytearray(binascii.unhexlify("00ff10"))))
