"""Unpacking of tuples whose class may iterate in its own way; tuples that die with their items."""
from collections import namedtuple

Point = namedtuple("Point", "x y")


class Same(tuple):
    pass


class Backwards(tuple):
    def __iter__(self):
        return reversed(tuple(self[i] for i in range(len(self))))


class Dying:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


for pair in [Point(1, 2), Same((3, 4)), Backwards((5, 6)), (7, 8), [9, 10], "ab"]:
    a, b = pair
    print(a, b)
for wrong in [Point(1, 2), Same((1, 2, 3, 4)), Backwards((1,))]:
    try:
        a, b, c = wrong
        print(a, b, c)
    except ValueError as e:
        print(e)
shared = Dying("shared")
t = (shared, shared)
t = None
print("kept", shared.name)
t = (shared, shared, shared)
shared = None
print("in the tuple")
t = None
t = (Dying("first"), Dying("second"), 5, "text" + str(1))
t = None
deep = ()
for i in range(200000):
    deep = (deep, deep)
deep = None
chain = ()
for i in range(200000):
    chain = (chain, i)
chain = None
print("done")
