# Methods called on values of which nothing is known: of the program's classes,
# of built-in ones with methods of the same names, of CPython's objects.
import collections
import json
import traceback


class Anything(list):
    pass


class Bag:
    def __init__(self, items):
        self.items = list(items)

    def add(self, item, times=1):
        self.items.extend([item] * times)
        return self

    def count(self, item):
        return self.items.count(item) + 100

    def total(self, *, start=0):
        return sum(self.items, start)

    def each(self):
        for item in self.items:
            yield item

    @staticmethod
    def kind(n):
        return "bag" * n

    @classmethod
    def named(cls):
        return cls.__name__


class Sack(Bag):
    def add(self, item, times=2):
        super().add(("sack", item), times)
        return self

    def total(self, *, start=0):
        return "sack", len(self.items), start


class Loud(Bag):
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: (name, args)


class Wild:
    def __init__(self):
        self.add = lambda item, times=0: ("wild", item, times)

    def total(self, start):
        return "wild total", start


class Slot:
    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n

    def add(self, item, times=3):
        self.n += times
        if item is None:
            raise ValueError("no item")
        return self.n


def noisy(value):
    print("evaluated", value)
    return value


def attempt(function, *args):
    try:
        result = function(*args)
        if isinstance(result, Bag):
            result = type(result).__name__, result.items
        print("   ", result)
    except Exception as error:
        lines = [(f.name, f.line) for f in traceback.extract_tb(error.__traceback__)[1:]]
        print("   ", type(error).__name__, error, lines)


def add(thing):
    return thing.add(1)


def add_noisily(thing):
    return thing.add(noisy(2), noisy(1))


def add_by_name(thing):
    return thing.add(3, times=noisy(2))


def add_none(thing):
    return thing.add(None)


def too_many(thing):
    return thing.add(1, 2, 3)


def counted(thing):
    return thing.count(1)


def total(thing):
    return thing.total(start=5)


def total_of_nothing(thing):
    return thing.total()


def each(thing):
    return list(thing.each())


def kind(thing):
    return thing.kind(2), thing.named()


def spread(thing):
    return thing.add(*[7], **{"times": 1})


def nowhere(thing):
    return thing.nowhere(noisy(1))


things = Anything()
for thing in [
    Bag([1, 2]), Sack([3]), Loud([1]), Wild(), Slot(5), {1, 2}, [1, 1], (1,), "text", 7, None,
    collections.Counter("aab"), collections.deque([1]), json.loads("[1, 1]"), Bag, Sack,
]:
    things.append(thing)
FUNCTIONS = [
    add, add_noisily, add_by_name, add_none, too_many, counted, total, total_of_nothing, each, kind,
    spread, nowhere,
]
for function in FUNCTIONS:
    for thing in things:
        name = thing.__name__ if isinstance(thing, type) else type(thing).__name__
        print(function.__name__, name)
        attempt(function, thing)

bag = things[0]
bag.__class__ = Sack
attempt(add, bag)
bag.add = lambda item: ("own", item)
attempt(add, bag)
del bag.add
attempt(add, bag)
Sack.add = lambda self, item, times=9: ("patched", item, times)
attempt(add, bag)
attempt(add_by_name, things[1])
del Sack.add
attempt(add, things[1])


class Visitor:
    def visit(self, node):
        return node.accept(self)

    def number(self, node):
        return node.n

    def sum(self, node):
        return self.visit(node.left) + self.visit(node.right)


class Number:
    def __init__(self, n):
        self.n = n

    def accept(self, visitor):
        return visitor.number(self)


class Sum:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def accept(self, visitor):
        return visitor.sum(self)


nodes = Anything()
nodes.append(Number(1))
for k in range(50):
    nodes.append(Sum(nodes[-1], nodes[k // 2]))
print([Visitor().visit(node) for node in nodes[:12]])
try:
    nodes.append(Sum(nodes[0], "text"))
    print(Visitor().visit(nodes[-1]))
except AttributeError as error:
    print(error)
