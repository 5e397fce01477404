"""Twenty ways of using an object of a library, each in a loop of its own."""

import collections
import datetime
import decimal
import fractions
import itertools
import operator
import random
import sys
import time
import types

import numpy as np


class Counter:
    """An object of the program that the library calls."""

    def __init__(self):
        self.n = 0

    def add(self, x):
        self.n += x

    def __lt__(self, other):
        return self.n < other.n


def no_argument(n):
    q = collections.OrderedDict(a=1)
    total = 0
    for _ in range(n):
        total += len(q.keys())
    return total


def one_argument(n):
    q = collections.OrderedDict(a=1)
    total = 0
    for _ in range(n):
        total += q.get("a")
    return total


def two_arguments(n):
    total = 0
    for i in range(n):
        total += operator.add(i, 3)
    return total


def keywords(n):
    d = datetime.timedelta()
    for i in range(n):
        d = datetime.timedelta(days=1, seconds=i)
    return d


def python_function(n):
    x = 0.0
    r = random.Random(7)
    for _ in range(n):
        x += r.uniform(0.0, 1.0)
    return round(x, 6)


def python_keywords(n):
    f = fractions.Fraction
    x = f(0)
    for i in range(n // 20):
        x = f(numerator=i, denominator=3)
    return x


def read_attribute(n):
    d = datetime.date(2020, 5, 17)
    total = 0
    for _ in range(n):
        total += d.day
    return total


def write_attribute(n):
    s = types.SimpleNamespace(x=0)
    for i in range(n):
        s.x = i
    return s.x


def get_item(n):
    d = collections.OrderedDict((i, i * i) for i in range(10))
    total = 0
    for i in range(n):
        total += d[i % 10]
    return total


def set_item(n):
    d = collections.OrderedDict()
    for i in range(n):
        d[i % 100] = i
    return sum(d.values())


def contains(n):
    d = collections.OrderedDict((i, i) for i in range(50))
    total = 0
    for i in range(n):
        if i % 100 in d:
            total += 1
    return total


def arithmetic(n):
    x = decimal.Decimal(1)
    step = decimal.Decimal("0.25")
    for _ in range(n):
        x = x + step
    return x


def comparison(n):
    a, b = decimal.Decimal(1), decimal.Decimal(2)
    total = 0
    for _ in range(n):
        if a < b:
            total += 1
    return total


def iteration(n):
    total = 0
    for x in itertools.chain(range(n // 2), range(n // 2)):
        total += x
    return total


def array_iteration(n):
    total = 0.0
    for x in np.arange(n, dtype=np.float64).astype(object):
        total += x
    return total


def tuples(n):
    total = 0
    for a, b in itertools.product(range(n // 1000), range(1000)):
        total += a - b
    return total


def strings(n):
    d = datetime.date(2020, 5, 17)
    total = 0
    for _ in range(n // 4):
        total += len(d.isoformat())
    return total


def shuffle(n):
    xs = list(range(n // 10))
    random.Random(3).shuffle(xs)
    return xs[:5]


def callback(n):
    return sum(map(operator.itemgetter(0), sorted(((i * 7919) % n, i) for i in range(n // 4)))) + sum(
        itertools.accumulate(range(n // 2), lambda a, b: (a + b) % 1000)
    )


def method_callback(n):
    c = Counter()
    collections.deque(map(c.add, itertools.chain(range(n))), maxlen=0)
    return c.n


def main():
    kinds = [
        no_argument, one_argument, two_arguments, keywords, python_function, python_keywords, read_attribute,
        write_attribute, get_item, set_item, contains, arithmetic, comparison, iteration, array_iteration,
        tuples, strings, shuffle, callback, method_callback,
    ]
    begin = time.perf_counter()
    for kind in kinds:
        start = time.perf_counter()
        result = kind(200000)
        took = time.perf_counter() - start
        print(kind.__name__, result)
        print("part", kind.__name__, took, file=sys.stderr)
    print("kernel", time.perf_counter() - begin, file=sys.stderr)


main()
