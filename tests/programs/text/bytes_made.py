# Bytes that are repeated, made of numbers, or come back as they are.
import sys


class Index:
    def __index__(self):
        return 7


for part in (b"", b"a", b"ab", b"abc" * 3):
    print([part * n for n in (-1, 0, 1, 2, 3, 5)], [bytearray(part) * n for n in (0, 1, 3)])
print(len(b"\0" * 10_000), (b"ab" * 5_001)[-3:], (b"abc" * 1_000).count(b"cab"))
print(bytes([1, 2, 255]), bytearray((0, 3)), bytes([True, False]), bytes([Index(), 2]), bytes(range(3)), bytes([0.0 > 1, 1.0 > 0]))
for wrong in ([1, 256], [-1], (3, "x"), [1.5], [10**30]):
    for make in (bytes, bytearray):
        try:
            print(make(wrong))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
s = b"abc"
print(s.strip() is s, s.rstrip() is s, s.lstrip(b"x") is s, bytearray(s).strip() is s, b" a ".strip())
print(tuple([0] * 5), tuple([0.5, 1.5]), tuple([True, False]), tuple(["a", 1, None]), tuple([]))


def attempt(make):
    try:
        print(len(make()))
    except MemoryError as error:
        print("MemoryError", error.args)


huge = int(sys.argv[1]) if len(sys.argv) > 1 else 10**14
attempt(lambda: [0] * huge)
attempt(lambda: "ab" * huge)
attempt(lambda: b"a" * huge)
attempt(lambda: bytearray(huge))
