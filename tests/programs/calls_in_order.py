# Small differences that the fuzzer found: each operand is evaluated once and asked in CPython's order.


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def none(n):
    print("called", n)


attempt(lambda: iter(none(1)))
attempt(lambda: list(iter([1, 2])))


class Sized:
    def __getitem__(self, i):
        return i


attempt(lambda: list(reversed(Sized())))
attempt(lambda: reversed({1, 2}))
attempt(lambda: list(reversed({1: 2})))


class Factor:
    def __rmul__(self, other):
        print("rmul", other)
        return NotImplemented if other == "x" else "product"

    def __index__(self):
        return 3


for sequence in ("x", [1], (2,), b"b", bytearray(b"c"), 2):
    attempt(lambda: sequence * Factor())


def grow(value, by):
    value *= by
    return value


for value in (bytearray(b"ab"), [1], (2,), "t", b"u"):
    attempt(lambda: grow(value, {}))
    attempt(lambda: grow(value, 2))

for code in (2**31, 2**63, -(2**31) - 1, -(2**70), -1, 0x110000, 97):
    attempt(lambda: chr(code))


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y


Made = type("Made", (Point,), {"z": 5})
print(Made(1, 2).total(), Made(1.5, 2).z, Made("a", "b").total(), Point(3, 4).total(), Made.__name__)
kinds = list(map(type, [1, "a", Point(1, 2)]))
print([kind.__name__ for kind in kinds])
