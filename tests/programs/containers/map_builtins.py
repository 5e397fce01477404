"""Built-in functions that built-in code calls: `map(sum, rows)` and its like."""


def rows(n):
    return [[i * 0.5 - j for j in range(n)] for i in range(n)]


def totals(g):
    return (
        sum(map(sum, g)),
        max(map(max, g)),
        min(map(min, g)),
        max(map(len, g)),
        any(map(all, g)),
        all(map(any, g)),
        sum(map(abs, g[0])),
        list(map(sum, g)),
        sorted(map(sum, g), reverse=True),
    )


def columns(g):
    turned = list(map(list, zip(*g)))
    turned[0][0] = 100.0
    sorted_rows = list(map(sorted, g))
    sorted_rows[0].append(7.5)
    return turned, sorted_rows, list(map(tuple, g)), g[0]


def smooth(g):
    for i in range(1, len(g) - 1):
        for j in range(1, len(g) - 1):
            g[i][j] = 0.25 * (g[i - 1][j] + g[i + 1][j] + g[i][j - 1] + g[i][j + 1])
    return g


g = rows(4)
print(totals(g), columns(g), smooth(g))
print(sum(map(sum, [[1, 2], [3]])), sum(map(sum, [])), list(map(sum, [[], [0.5]])))
print(sum([[1], [2, 3]], []), sum([], [4]), sum([[0.5]], [1.5]))
start = [9]
flat = sum([[1], [2]], start)
flat.append(3)
print(start, flat, sum([], start) is start)
mixed = [1, 2.5, True]
print(sum(mixed), sum(mixed, 0.5), sum([1, 2], 0.5), sum([True, False]), sum(map(sum, [mixed, [1]])))
print(list(map(abs, [-1, 2, True])), list(map(abs, [1 + 1j, -2j])), list(map(max, [1, 5], [3, 2])))
print(sorted([[3, 1], [0, 2], [1, 1]], key=sum), max([[1], [0, 0]], key=len), type(g) is list, type(g[0][0]))
print(list(map(max, [["a", "b"], ["c"]])), max(map(min, [(1, 2), (3, 0)])), list(map(any, ["", "a"])))
try:
    print(list(map(max, [[1], []])))
except ValueError as error:
    print(error)
try:
    print(list(map(sum, [["a"]])))
except TypeError as error:
    print(error)


class Pair:
    def __init__(self, a):
        self.a = a

    def __add__(self, other):
        return Pair(self.a + other.a)

    def __radd__(self, other):
        return Pair(self.a + other)

    def __abs__(self):
        return self.a * 10

    def __lt__(self, other):
        return self.a < other.a

    def __gt__(self, other):
        return self.a > other.a


pairs = [[Pair(1), Pair(2)], [Pair(3)]]
print([p.a for p in map(sum, pairs)], [p.a for p in map(max, pairs)], list(map(abs, pairs[0])))
print([p.a for p in map(min, pairs)], [[p.a for p in row] for row in map(sorted, pairs)])


def mixed_arithmetic(xs):
    """What may be an int or a float: sums, and what is computed of them."""
    total = sum(x * 0.5 for x in xs)
    size = abs(total)
    return total, size, round(total), round(total, 1), size > 2, size <= total, -size < 1.5, size == 0


print(mixed_arithmetic([]), mixed_arithmetic([1, 2.25]), mixed_arithmetic([-7]))


def power(m, n):
    v = [1.0] * len(m)
    for _ in range(n):
        v = [sum(a * b for a, b in zip(r, v)) for r in m]
        s = max(abs(x) for x in v)
        v = [x / s for x in v]
    return v


print(power([[2.0, 1.0], [1.0, 3.0]], 30), power([], 0), [a < b for a in (1, 0.5, 2**60, float("nan")) for b in (0.5, 2, 2.0**60, float("inf"))])


def ending(values):
    left = iter(values)
    return lambda _: next(left)


def double(x):
    return x * 2


def fails(x):
    return 10 // x


class Weird:
    def __int__(self):
        raise StopIteration

    def __len__(self):
        return 3


def drained(words, numbers):
    print(list(map(int, words)), sum(map(int, words)), max(map(len, words)), min(map(float, words)), set(map(len, words)), tuple(map(str, numbers)))
    print(list(map(double, numbers)), sum(map(lambda x: x + 0.5, numbers)), any(map(double, numbers)), all(map(lambda a, b: a < b, numbers, numbers[1:])))
    print(list(filter(None, numbers)), sum(filter(lambda x: x % 2, numbers)), list(map(repr, filter(str.isdigit, words))))
    print(list(map(ending("abc"), range(9))), sum(map(ending([1, 2]), range(9))), any(map(ending([0, 0]), range(9))), [x for x in map(ending("xy"), range(9))])
    print(list(map(int, [1, Weird(), 2])), list(map(len, [[], Weird()])), list(filter(ending([1, 0, 1]), numbers)))
    for bad in (lambda: list(map(fails, numbers)), lambda: sum(map(int, ["1", "x"])), lambda: max(map(len, [])), lambda: list(map(len, numbers))):
        try:
            print(bad())
        except (ZeroDivisionError, ValueError, TypeError) as error:
            print(type(error).__name__, error)
    growing = [1, 2, 3]
    print(list(map(lambda x: growing.append(x) or x if len(growing) < 6 else x, growing)), growing)


drained(["12", "7", "305"], [3, 0, 4, 5])


def words_of(lines):
    for line in lines:
        yield from line.split()


class Named(str):
    def upper(self):
        return "own"

    def strip(self, chars=None):
        return "stripped"


def used_up(words, numbers):
    print(list(map(str.upper, words)), list(map(str.strip, words)), any(map(str.isdigit, words)), list(filter(str.isalpha, words)), sorted(set(map(str.title, words))))
    print(",".join(map(str, numbers)), "-".join(w[::-1] for w in words), "".join(map(chr, numbers)) == "\x03\x00\x04", "|".join(words_of(words)), "".join(map(str.lower, "ABC")))
    print(sorted(map(len, words)), sorted(zip(words, numbers)), sorted(words_of(words)), sorted(map(lambda w: w[-1], words)))
    print(dict(zip(words, numbers)), dict(enumerate(words)), dict(zip("aba", range(9))), dict(zip(words, zip(numbers, words))), dict(zip([], [])))
    print(list(zip(words, numbers)), tuple(zip(words, numbers, range(9))), list(enumerate(words)), sorted(set(zip(numbers, numbers))), list(zip(numbers, iter([1]))))
    left = iter("abcdef")
    print(list(zip(left, [1, 2])), next(left), dict(zip(left, left)), list(map(str.upper, left)))
    print(list(map(str.upper, [Named("n"), "m"])), list(map(str.strip, [" a ", Named(" b ")])))
    tries = [
        lambda: dict(zip([[1]], [2])),
        lambda: ",".join(map(len, words)),
        lambda: ",".join(n for n in numbers),
        lambda: sorted(zip([1, "a"], [2, 3])),
        lambda: sorted(map(lambda x: x if x else "z", numbers)),
        lambda: list(map(str.upper, [1])),
        lambda: list(zip(numbers, 5)),
        lambda: dict(enumerate(None)),
        lambda: ",".join(str(10 // n) for n in numbers),
    ]
    for bad in tries:
        try:
            print(bad())
        except (TypeError, ZeroDivisionError) as error:
            print(type(error).__name__, error)


used_up(["a1", "b", " c d ", "42"], [3, 0, 4])
