# `struct` is CPython's where a program needs that: what is raised there is caught here.
import os
import struct

names = {}
exec("import struct\ndef short(): return struct.unpack('<I', b'ab')", names)
try:
    names["short"]()
except struct.error as error:
    print(error, len(os.sep))
print(struct.unpack("<h", memoryview(b"ab")), struct.Struct("<hb").size)
