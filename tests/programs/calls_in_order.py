# Small differences that the fuzzer found: each operand is evaluated once and asked in CPython's order.
import math


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


# What is called is evaluated, also where it is known what it gives.


def builtin_function():
    print("a builtin")
    return len


def library_function():
    print("of a library")
    return math.sqrt


def library():
    print("a library")
    return math


class Plain:
    pass


class Made:
    def __init__(self, x=1):
        self.x = x


def plain_class(n):
    print("a class", n)
    return Plain


def made_class():
    print("another")
    return Made


def unbound_class(n):
    if n > 1:
        Local = Made
    try:
        return Local().x
    except UnboundLocalError as error:
        return str(error)


counter = 0


def next_index():
    global counter
    counter += 1
    return 0


def calls_of_results():
    print(builtin_function()([1, 2]), library_function()(4), library().sqrt(9))
    print(type(plain_class(1)()).__name__, made_class()(5).x)
    print(unbound_class(2), unbound_class(0))
    classes = [Plain]
    classes[next_index()]()
    print(counter)
    try:
        classes[5]()
    except IndexError as error:
        print(error)


calls_of_results()


# Arguments of `zip` are asked for iterators in order.
def first(a):
    for q in a:
        return q
def t(f):
    try: print(f())
    except TypeError as e: print(e)
t(lambda: list(zip(first(b"a"), 1j ** 1)))
t(lambda: list(zip(5, 1j)))
t(lambda: list(zip(5, 1.5)))
t(lambda: list(zip([1], 1.5, 2)))
def g():
    for a, b in zip(first(b"a"), 1.5): print(a)
t(g)
def h(x, y):
    for a, b in zip(x, y): print(a)
t(lambda: h(3, 4.5))
t(lambda: list(map(lambda a, b: a, 3, 4.5)))
t(lambda: [a for a, b in zip(3, 2.5)])
t(lambda: dict(zip(3, 2.5)))
