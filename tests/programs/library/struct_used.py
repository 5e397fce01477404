# Binary headers, records and images.
import struct
from array import array
from collections import namedtuple

Header = namedtuple("Header", "magic version count")
HEADER = struct.Struct("<4sHI")


def write(records):
    out = bytearray(HEADER.pack(b"RECS", 2, len(records)))
    for name, value, flags in records:
        text = name.encode()
        out += struct.pack(f"<B{len(text)}sdH", len(text), text, value, flags)
    return bytes(out)


def read(data):
    header = Header._make(HEADER.unpack_from(data))
    at = HEADER.size
    for _ in range(header.count):
        (length,) = struct.unpack_from("B", data, at)
        text, value, flags = struct.unpack_from(f"<{length}sdH", data, at + 1)
        at += 1 + struct.calcsize(f"<{length}sdH")
        yield text.decode(), value, flags


records = [("alpha", 1.5, 3), ("", -2.0, 0), ("\u00e9", 1e300, 65535)]
data = write(records)
print(data, list(read(data)) == records)

pixels = bytearray(2 * 3 * 3)
for y in range(2):
    for x in range(3):
        struct.pack_into("BBB", pixels, (y * 3 + x) * 3, x * 100, y * 100, 7)
print(pixels, [sum(p) for p in struct.iter_unpack("3B", pixels)])

total = 0
for i in range(300):
    a, b = struct.unpack(">hq", struct.pack(">hq", -i, i << 40))
    total += a + b
print(total)

numbers = array("h", [1, 2, 3])
struct.pack_into("<h", numbers, 2, -5)
print(numbers, struct.unpack("<3h", numbers))
for work in (lambda: struct.pack("<H", 70000), lambda: struct.unpack("<I", b"abc"), lambda: struct.Struct("k")):
    try:
        work()
    except struct.error as error:
        print(type(error).__name__, error)
bits = struct.unpack("<I", struct.pack("<f", 1.1))[0]
print(f"{bits:032b}", struct.unpack("<f", struct.pack("<I", bits))[0], struct.unpack("<d", struct.pack("<d", float("nan"))))

large = bytearray(1_000_000)
for at in range(0, 40000, 4):
    struct.pack_into(">I", large, at, at * 3)
print(sum(struct.unpack_from(">I", large, at)[0] for at in range(0, 40000, 4)), len(large))
for args in ((large, 999_999, "x"), (b"abc", "q", 1), (b"abc", 0, 1, 2), ("abc", 0, 1), (None, 0, 1), (large, 0, "x"), (large, 1.5, 1)):
    try:
        struct.pack_into(">I", *args)
    except (struct.error, TypeError) as error:
        print(type(error).__name__, error)
