"""What is remembered of CPython's types and names is forgotten when they change."""

import argparse
import datetime
import decimal
import fractions
import functools
import math
import operator
import re
import types


def attributes_of(space):
    seen = []
    for name in range(3):
        try:
            seen.append(space.x)
        except AttributeError as error:
            seen.append(str(error))
    return seen


def instances():
    a, b = argparse.Namespace(x=1), argparse.Namespace()
    print(attributes_of(a), attributes_of(b))
    b.x = 2
    print(attributes_of(a), attributes_of(b))
    del a.x
    print(attributes_of(a), attributes_of(b))
    argparse.Namespace.x = "of the class"
    print(attributes_of(a), attributes_of(b))
    argparse.Namespace.x = property(lambda self: "a property")
    print(attributes_of(a), attributes_of(b))
    try:
        b.x = 3
    except AttributeError as error:
        print(type(error).__name__, error)
    del argparse.Namespace.x
    print(attributes_of(a), attributes_of(b))
    b.__dict__["x"] = "by the dict"
    print(attributes_of(b), sorted(vars(b)))
    b.x = "again"
    print(attributes_of(b), vars(b))
    b.__dict__ = {"x": "another dict"}
    print(attributes_of(b))


def written(n):
    space = types.SimpleNamespace(x=0)
    plain = argparse.Namespace()
    for i in range(n):
        space.x = i
        plain.x = i * 1000
        plain.y = space.x + plain.x
    print(space, plain)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def replaced():
    space = argparse.Namespace(x=Noisy("first"))
    for name in ("second", "third"):
        space.x = Noisy(name)
        print("replaced by", name)
    space.x = None
    print("end")


def of_modules():
    for value in (3, 4.5, "text"):
        math.pyaot_test = value
        print(math.pyaot_test, operator.add(value, value))
    del math.pyaot_test
    try:
        print(math.pyaot_test)
    except AttributeError as error:
        print(error)


def methods():
    for day in (datetime.date(2020, 5, 17), datetime.datetime(2021, 6, 18, 7)):
        for _ in range(2):
            print(day.day, day.isoformat(), day.replace(day=3), day.toordinal())
    for x in (fractions.Fraction(3, 4), decimal.Decimal("0.75")):
        for _ in range(2):
            print(x.as_integer_ratio(), x.numerator if hasattr(x, "numerator") else None)
    pattern = re.compile("(a+)(b)?")
    for text in ("xaab", "a", "q"):
        match = pattern.search(text)
        print(bool(match), match and match.groups(), match and match.span(), match and match.group(1))
    print(pattern.sub("<>", "aab a"), pattern.split("xaaby", maxsplit=1))


def numbers():
    kept = []
    for i in range(250, 262):
        kept.append(operator.itemgetter(0)((i, i + 0.5)))
        kept.append(functools.reduce(operator.add, [i, 2**29, 2**30, -i], 0))
    print(kept)
    box = argparse.Namespace(items=[])
    for i in range(3):
        box.items.append(i + 1000)
        box.items.append(i / 4 + 1000)
        math.floor(i + 5000.5)
        operator.index(i + 7000)
    print(box.items)


def many(*args, **names):
    return args, names


def arguments():
    print(operator.methodcaller("format", 1, 2, 3, 4, 5, 6, 7, k=8)("{} {} {} {} {} {} {} {k}"))
    print(functools.partial(many, 1, 2)(3, 4, 5, 6, 7, 8, 9, a=1, b=2))
    print(max.__call__(1, 2, 3, 4, 5, 6, 7, 8, 9))
    try:
        datetime.date.isoformat(1)
    except TypeError as error:
        print(error)


@functools.wraps(many)
def wrapped(x):
    return x


def shared():
    lists = types.SimpleNamespace(a=[1, 2], b={"k": 1}, c={1, 2})
    a, b, c = lists.a, lists.b, lists.c
    for i in range(3):
        a.append(i)
        b["k"] = i
        b[str(i)] = [i]
        c.add(i + 10)
        print(operator.length_hint(lists.a), operator.getitem(lists.b, "k"), operator.contains(lists.c, i + 10))
    operator.setitem(lists.b, "k", "other")
    operator.setitem(lists.a, 0, "first")
    print(a, b, sorted(c), operator.itemgetter(1)([5, [6], 7.5]))


def errors():
    for _ in range(2):
        try:
            datetime.date(2020, 1, 2).foo
        except AttributeError as error:
            print(error, error.name, error.obj, vars(error))
        try:
            operator.getitem({}, "k")
        except KeyError as error:
            print(repr(error), error.args, error.__traceback__ is not None)
            try:
                operator.index(error)
            except TypeError as again:
                print(again, repr(again.__context__))
        try:
            open(operator.concat("/no/such", "/file"))
        except OSError as error:
            print(error, error.errno, error.filename)


instances()
written(5)
replaced()
of_modules()
methods()
numbers()
arguments()
print(wrapped(3), wrapped.__name__)
shared()
errors()


def methods():
    """Methods of instances, of which an instance or the class gets others while they are called."""
    import logging
    import queue

    class Own(queue.Queue):
        def qsize(self):
            return 99

    q, own = queue.Queue(), Own()
    seen = []
    for i in range(8):
        if i == 2:
            q.qsize = lambda: "of the instance"
        if i == 4:
            del q.qsize
        if i == 5:
            Own.qsize = lambda self: "of the class"
        if i == 6:
            queue.Queue.qsize, old = (lambda self: "of the base"), queue.Queue.qsize
        seen.append((q.qsize(), own.qsize(), vars(q).get("qsize") is None))
    queue.Queue.qsize = old
    print(seen, q.qsize())
    put = q.put
    put(7)
    print(q.get(), put.__name__, put.__self__ is q, put == q.put)
    log = logging.getLogger("remembered")
    for i in range(3):
        print(log.isEnabledFor(10), end=" ")
        if i == 1:
            log.isEnabledFor = lambda level: "own"
    print()


methods()
