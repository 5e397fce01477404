"""Generators that draw from generators, level under level."""
import sys


# A walk through a tree, level under level, also as it is left, failed and sent to from inside.
class Node:
    def __init__(self, label, *children):
        self.label = label
        self.children = children

    def __iter__(self):
        for child in self.children:
            for label in child:
                yield label
        yield self.label
        if self.label == "bad":
            raise KeyError(self.label)


def tree(depth, label):
    return Node(label, *(tree(depth - 1, f"{label}{n}") for n in range(2 if depth else 0)))


whole = tree(4, "r")
print(len(list(whole)), "".join(whole)[:40], sum(len(label) for label in whole))
broken = Node("top", tree(1, "a"), Node("bad"), tree(1, "b"))
found = []
try:
    for label in broken:
        found.append(label)
except KeyError as error:
    print(found, error)


class Looped:
    def __init__(self):
        self.walk = None

    def __iter__(self):
        yield 1
        for item in self.walk:
            yield item


looped = Looped()
looped.walk = iter(looped)
try:
    print(list(looped.walk))
except ValueError as error:
    print(error)


def handling():
    try:
        raise LookupError("inside")
    except LookupError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]


print([(kind, sys.exc_info()[0]) for kind in handling()])


def level(n):
    if n:
        for item in level(n - 1):
            yield item + 1
    else:
        yield 0


print(sum(level(300)))
try:
    print(sum(level(5000)))
except RecursionError as error:
    print(error)


def own_end():
    yield 1
    next(iter(()))


try:
    print(list(own_end()))
except RuntimeError as error:
    print(error, repr(error.__cause__))


# What is sent to generators of all kinds.
def averages():
    total, n, mean = 0.0, 0, None
    while True:
        x = yield mean
        if x is None:
            return "ended"
        total, n = total + x, n + 1
        mean = total / n


def passed_on(target):
    while True:
        x = yield
        if x % 2:
            target.send(x)


class Sends:
    def send(self, x):
        return ["sent", x]


mean = averages()
print(next(mean), [mean.send(x) for x in range(1, 6)])
try:
    mean.send(None)
except StopIteration as stop:
    print(stop.value)
kept = averages()
next(kept)
odd = passed_on(kept)
try:
    odd.send(1)
except TypeError as error:
    print(error)
next(odd)
for x in range(10):
    odd.send(x)
print(kept.send(5))
for target in (Sends(), averages(), (x for x in "ab"), iter([1]), 3):
    try:
        print(target.send(None))
    except AttributeError as error:
        print(error)
