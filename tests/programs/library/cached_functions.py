# What functions under `lru_cache` and `cache` give, whatever their arguments are equal to.
import functools
import sys
from fractions import Fraction
from functools import cache, lru_cache


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib(300) % 1000007, fib.cache_info())


# Arguments that are equal find one result, whichever came first.
@cache
def pair(a, b):
    return (type(a).__name__, type(b).__name__)


print(pair(1, 2), pair(1.0, 2), pair(True, 2.0), pair(Fraction(1), 2))
print(pair(0.5, 1), pair(Fraction(1, 2), True), pair(2**70, 1), pair(float(2**70), 1))
print(pair("a", 1), pair("a", 1.0), pair(None, 0), pair(None, False), pair(-0.0, 0), pair(0, 0))
print(pair(1 + 0j, 2), pair(float("inf"), 0), pair(float("inf"), 0.0), pair.cache_info())


@cache
def single(a):
    return type(a).__name__


print(single(1), single(1.0), single(True), single("1"), single((1,)), single(1 << 62), single.cache_info())


class Like:
    """Equal to any number."""

    hashed = 0

    def __hash__(self):
        Like.hashed += 1
        return hash(3)

    def __eq__(self, other):
        return True

    def __mul__(self, other):
        return "like"


@lru_cache(maxsize=None)
def add(a, b=10, *, c=0):
    return f"{a}+{b}+{c}"


print(add(3), add(3, 10), add(3, b=10), add(3, c=1), add(b=1, a=2), add(2, 1))
print(add(3, 10), add.cache_info())
like = Like()
print(add(like, 10) == add(3, 10), Like.hashed, add.cache_info())
print(add(4, 10), add(3, 10), add.cache_info())


@lru_cache(maxsize=3)
def bounded(a, b):
    calls.append((a, b))
    return a * b


calls = []
for a, b in [(1, 1), (1, 2), (1, 3), (1, 1), (1, 4), (1, 2), (1.0, 1), (True, 4), (2, "x"), (1, 1), (1, 2), (1, 4)]:
    bounded(a, b)
print(calls, bounded.cache_info())
for n in range(2000):
    bounded(n % 5, n % 3)
print(bounded.cache_info(), bounded.cache_parameters())
bounded.cache_clear()
print(bounded.cache_info())
print(bounded(like, 3) is not None, bounded(4, 4), bounded(4, 4), bounded.cache_info())


@lru_cache(maxsize=0)
def never(n):
    return n + 1


print(never(1), never(1), never.cache_info())


@lru_cache(typed=True)
def typed(n):
    return type(n).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info())


@lru_cache
def words(text):
    return text.split()


first = words("a b c")
first.append("d")
print(words("a b c"), words("a b c") is first, words.cache_info())
try:
    words(["a"])
except TypeError as e:
    print(e)
try:
    words("a", "b")
except TypeError as e:
    print(e)
print(words.cache_info())


# Closures, each with results of its own.
def knapsack(items, room):
    @cache
    def best(i, left):
        if i == len(items):
            return 0
        weight, value = items[i]
        skipped = best(i + 1, left)
        if weight > left:
            return skipped
        return max(skipped, value + best(i + 1, left - weight))

    result = best(0, room)
    return result, best.cache_info().currsize


for room in (10, 50, 26):
    print(knapsack([(12, 24), (7, 13), (11, 23), (8, 15), (9, 16)], room))


@cache
def wins(piles):
    for i, pile in enumerate(piles):
        for take in range(1, pile + 1):
            rest = list(piles)
            rest[i] -= take
            if not wins(tuple(sorted(rest))):
                return True
    return False


print([wins((a, b, c)) for a in range(3) for b in range(3) for c in range(3)])


@cache
def half(n):
    if n < 0:
        raise ValueError(f"negative {n}")
    return n / 2 if n % 2 else n // 2


print(half(4), half(5), half(2**80), half.__name__, half.__wrapped__(9))
for n in (-1, -1):
    try:
        half(n)
    except ValueError as e:
        print(e, half.cache_info())


# Values that a call keeps while it runs.
@cache
def nested(n):
    if n > 0:
        nested(n - 1)
        nested.cache_clear()
    return [n]


print(nested(3), nested.cache_info(), nested(3))
print(max(range(20), key=fib), sorted([3, 1, 2], key=single), list(map(half, [2, 4, 5])))


# A frame is counted for what remembers, as well as for the function.
@cache
def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def deepest():
    low, high = 1, 3000
    while low < high:
        middle = (low + high + 1) // 2
        down.cache_clear()
        try:
            down(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


print(490 < deepest() < 505)
sys.setrecursionlimit(20000)
print(down(5000))


# Wrapped again, and handed about.
def shout(function):
    @functools.wraps(function)
    def wrapper(*args):
        return f"{function(*args)}!"

    return wrapper


@shout
@lru_cache(maxsize=None)
def join(a, b):
    return f"{a}-{b}"


print(join(1, 2), join(1.0, 2), join("x", None), join.__wrapped__.cache_info())
table = {"fib": fib, "half": half}
print([table[name](10) for name in table], functools.reduce(pair, [1, 2, 3]))


class Deep:
    def __init__(self, n):
        self.n = n

    @lru_cache(maxsize=None)
    def value(self, k):
        return self.n * k if k < 2 else self.value(k - 1) + self.value(k - 2)


deep = Deep(3)
print(deep.value(30), Deep.value.cache_info())


@cache
def path(at, steps):
    x, y = at
    if steps == 0:
        return 1.0 if at == (0, 0) else 0.0
    return (path((x + 1, y), steps - 1) + path((x, y - 1), steps - 1) + path((x - 1, y), steps - 1)) / 3


print(path((0, 0), 12), path.cache_info())


def gone():
    @cache
    def keeps(n, m):
        return Dies(n)

    keeps(1, 2)
    keeps(2, 1)
    keeps.cache_clear()
    print("cleared")
    keeps(5, 6)


class Dies:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("dies", self.n)


gone()
