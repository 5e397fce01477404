# Functions whose arguments come from where nothing is known of them: what they
# probably are decides which version runs, what they are what comes out.
import json
import traceback


def given(text):
    return json.loads(text)


def triangle(n):
    total = 0
    for i in range(n):
        total += i * n
    return total


def halves(x):
    out = []
    while x > 1:
        x = x / 2
        out.append(x)
    return out


def scaled(x, k=0.5):
    total = x
    for i in range(3):
        total = total * k + x * 2.0
    return total


def words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def annotated(n: int, x: float, name: str):
    return [name * n for i in range(n)], [x + i for i in range(n)]


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def outer(n, label):
    return label, triangle(n), [inner(n, i) for i in range(3)]


def inner(n, i):
    return [n + i] * 2


def power(base, n, mod=None):
    result = 1
    while n:
        if n & 1:
            result = result * base
            if mod is not None:
                result %= mod
        base *= base
        n >>= 1
    return result


def stepped(n):
    n += 1
    for i in range(2):
        n = str(n) + "!"
    return n


class Number(int):
    def __add__(self, other):
        return Number(int(self) + int(other) + 100)

    def __repr__(self):
        return f"Number({int(self)})"


class Text(str):
    def split(self, *args):
        return ["one", "two", "one"]


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n

    def __repr__(self):
        return f"Index({self.n})"

    def __mul__(self, other):
        return self.n * other

    def __rmul__(self, other):
        return self.n * other + 1000


class Grid:
    def __init__(self, n):
        self.n = n
        self.cells = [[0] * n for _ in range(n)]

    def mark(self, i, j, by=1):
        for k in range(by):
            self.cells[i][j] += by
        return self

    def total(self, least):
        return sum(x for row in self.cells for x in row if x > least)


def attempt(function, *args):
    try:
        print(function.__name__, args, function(*args))
    except Exception as error:
        lines = [(f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
        print(function.__name__, args, type(error).__name__, error, lines)


VALUES = given('[5, 2.5, "7 8 7", null, true, [3], 4000000000000000000000, -1, 0, 1e300, {"a": 1}]')
SINGLE = [triangle, halves, scaled, words, fib, stepped]
for function in SINGLE:
    for value in VALUES + [Number(4), Text("a b"), Index(3), 3 + 4j, b"x y"]:
        if function in (triangle, fib) and isinstance(value, (int, float)) and value > 10**9:
            continue
        attempt(function, value)
for a in VALUES[:5]:
    for b in VALUES[:5]:
        attempt(scaled, a, b)
        attempt(outer, a, b)
        attempt(annotated, 2, a, b)
        attempt(annotated, a, b, "ab")
        attempt(power, a, b)
        attempt(power, 3, a, b)
attempt(power, given("3"), given("200"))
attempt(power, given("3"), given("200"), given("1000007"))
attempt(fib, given("20"))
for value in VALUES[:5] + [Index(3), Number(2)]:
    try:
        grid = Grid(value)
        for i, j in given("[[0, 1], [1, 1], [1, 0], [0, 1]]"):
            grid.mark(i, j).mark(j, i, by=given("2"))
        print(grid.cells, grid.total(given("3")), grid.total(given("2.5")))
    except Exception as error:
        print(type(error).__name__, error)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def deepest(function, value):
    low, high = 1, 5000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            function(value * middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


print(deepest(depth, given("1")))
