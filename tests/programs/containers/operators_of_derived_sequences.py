"""`+` and `*` of classes that derive from sequences: operators of the class are those of
numbers, and come before what the sequence does; `+=` of the sequence comes first."""
from collections import deque


class Both(list):
    def __add__(self, other):
        return ("add", other)

    def __mul__(self, other):
        return ("mul", other)


class Reflected(list):
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)


class InPlace(list):
    def __iadd__(self, other):
        return ("iadd", other)

    def __imul__(self, other):
        return ("imul", other)


class Neither(list):
    def __add__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return NotImplemented


class Queue(deque):
    def __mul__(self, other):
        return ("queue", other)


class Pair(tuple):
    def __add__(self, other):
        return Pair(a + b for a, b in zip(self, other))


class Text(str):
    def __mul__(self, other):
        return ("text", other)


class Bare(Both):
    pass


class Count:
    def __repr__(self):
        return "Count"

    def __index__(self):
        return 2


class Factor:
    def __repr__(self):
        return "Factor"

    def __radd__(self, other):
        return "Factor.radd"

    def __rmul__(self, other):
        return "Factor.rmul"

    def __iter__(self):
        return iter("ab")

    def __index__(self):
        return 2


def show(f, *args):
    try:
        result = f(*args)
    except TypeError as error:
        result = error
    print(type(result).__name__, result, end=" | ")


def add(a, b):
    return a + b


def mul(a, b):
    return a * b


def iadd(a, b):
    a += b
    return a


def imul(a, b):
    a *= b
    return a


for make in (Both, Reflected, InPlace, Neither, Queue, Bare, list, Pair, Text, bytearray):
    print(make.__name__)
    for other in (2, [5], Both([7]), Reflected([8]), "ab", Count(), Factor(), None, Pair((3, 4))):
        for f in (add, mul, iadd, imul):
            show(f, make(b"12") if make is bytearray else make("12") if make is Text else make([1, 2]), other)
        print()
    for other in (2, [5], "ab", Count(), (1, 2)):
        for f in (add, mul, iadd, imul):
            show(f, other if not isinstance(other, list) else other[:], make() if make is bytearray else make("12" if make is Text else [1, 2]))
        print()

items = [1]
items *= Factor()
print(items)
items = [1]
items += Factor()
print(items)
row = Both([1])
row *= 3
print(row)
row = Both([1])
row += [2]
print(row)
print(hasattr(list, "__radd__"), hasattr(Both, "__radd__"), hasattr(str, "__rmod__"), hasattr(tuple, "__rmul__"))


class Vector(list):
    def __mul__(self, k):
        return Vector(x * k for x in self)

    __rmul__ = __mul__


v = Vector([1, 2])
v *= 3
print(v, 2 * v, type(v * 1).__name__)
try:
    print(deque([1, 2, 3], maxlen=Count()))
except TypeError as error:
    print(error)


# What CPython says of products: a class that has `__mul__` or `__rmul__` repeats nothing.
class Reflecting(list):
    def __rmul__(self, other):
        return NotImplemented


class InPlace(deque):
    def __imul__(self, other):
        return 3


class Text(str):
    def __rmul__(self, other):
        return NotImplemented


def products(values):
    for left in values:
        for right in values:
            try:
                print(left * right, end=" ")
            except TypeError as error:
                print(error)


products([None, "c", [1], deque([1]), InPlace([1]), Reflecting([1]), Text("t"), 2])


class Filtered(dict):
    def keys(self):
        return ["b"]

    def __iter__(self):
        return iter(["b"])


print(Filtered(a=1, b=2) | {"z": 1}, {"z": 1} | Filtered(a=1, b=2))
