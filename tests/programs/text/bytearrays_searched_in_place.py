"""Searches in a bytearray look at it as it is when its bounds are known."""


class Shrinks:
    def __init__(self, data, to):
        self.data, self.to = data, to

    def __index__(self):
        del self.data[self.to :]
        return 1


for name in "find", "rfind", "count", "index", "rindex", "startswith", "endswith":
    for to in 0, 1, 2, 6:
        data = bytearray(b"abcabc")
        try:
            print(name, to, getattr(data, name)(b"c", Shrinks(data, to), 6), data)
        except ValueError as error:
            print(name, to, error)
data = bytearray(range(256)) * 4
print(data.find(b"\x05\x06", 6), data.rfind(7), data.count(b""), data.count(b"a", 300), data.find(b"", 2000), data.find(b"", 1024), data[250:260], data[::-300], b"ab" in data, b"ba" in data, 7 in data)
print(data.startswith((b"x", b"\x01"), 1), data.endswith(b"\xfe", 0, -1), bytearray(b"12").isdigit(), bytearray().isalpha())
find = getattr(data, "index")
at, found = 0, []
try:
    while True:
        at = find(255, at) + 1
        found.append(at)
except ValueError as error:
    print(found, error)
