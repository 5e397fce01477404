"""Tuples as keys that are made for one look-up."""
from collections import defaultdict


def grid_paths(n):
    memo = {}

    def go(i, j):
        if i == 0 or j == 0:
            return 1
        if (i, j) in memo:
            return memo[(i, j)]
        result = go(i - 1, j) + go(i, j - 1)
        memo[(i, j)] = result
        return result

    return go(n, n), len(memo)


def flood(width, height):
    walls = {(x, (x * 7) % height) for x in range(width)}
    seen = set()
    stack = [(0, 1)]
    while stack:
        x, y = stack.pop()
        if (x, y) in seen or (x, y) in walls:
            continue
        seen.add((x, y))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if 0 <= x + dx < width and 0 <= y + dy < height:
                stack.append((x + dx, y + dy))
    return len(seen)


def bigrams(text):
    counts = {}
    words = text.split()
    for a, b in zip(words, words[1:]):
        key = (a, b)
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


def by_default(text):
    d = defaultdict(list)
    for i, c in enumerate(text):
        d[c, i % 2].append(i)
    e = defaultdict(int)
    for i, c in enumerate(text):
        e[c, len(text), i % 3] += i
    return dict(d), dict(e)


def kinds():
    d = {}
    for a in (1, 1.0, True, "1", None, (1,), 2**70, float("inf")):
        for b in (0, 0.0, False, "", -1, -2):
            d[a, b] = d.get((a, b), 0) + 1
    return d


def big(n):
    d = {}
    x = 1
    for i in range(n):
        x = x * 3 + i
        d[x, i % 2] = d.get((x, i % 2), 0) + 1
        d[x % 5, i % 2] = d.get((x % 5, i % 2), 0) + 1
    return len(d), sum(d.values()), max(d)[0] == x


class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        print("eq", end=" ")
        return self.n == (other.n if isinstance(other, Odd) else other)


def odd():
    d = {}
    d[1, 2] = "ints"
    print(d[Odd(1), 2], (Odd(1), 3) in d, d.get((Odd(1), Odd(2))))
    d[Odd(5), 1] = "odd"
    print(d[5, 1], (5, 1) in d, d.get((6, 1)))
    s = {(Odd(1), 1)}
    s.add((1, 1))
    print(len(s), (1, 1) in s)


def changed():
    d = {(1, 1): "a"}
    x = 1
    if (x, x) in d:
        del d[x, x]
        print((x, x) in d, d.get((x, x), "gone"))
        d[x, x] = "back"
    for i in range(100):
        if (x, i) not in d:
            d[x, i] = i
            d[x, i] = d[x, i] + 1
    print(len(d), d[1, 1], d[1, 99], sum(v for v in d.values() if v != "back"))
    e = {}
    print((1, 2) in e, (1, 2) in {}, e.get((1, 2)))
    e[1, 2] = 3
    f = {}
    print((1, 2) in f, e[1, 2])
    try:
        f[1, 2] += 1
    except KeyError as error:
        print(repr(error))


def stored():
    d = {}
    a, b = 10**6, "x" * 3
    for _ in range(10):
        d[a, b] = d.get((a, b), 0) + 1
    print(d)
    d.clear()
    print(d)
    keys = set()
    for i in range(5):
        key = (i % 2, "k")
        keys.add(key)
        last = key
    print(sorted(keys), last)


def in_generator(n):
    d = {}
    for i in range(n):
        key = (i % 3, i % 2)
        yield d.get(key)
        d[key] = i


print(grid_paths(12))
print(flood(30, 20))
print(bigrams("a b a b c a b c a a"))
print(by_default("abracadabra"))
print(kinds())
print(big(80))
odd()
changed()
stored()
print(list(in_generator(12)))
