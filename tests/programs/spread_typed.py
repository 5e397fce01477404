"""`*` and `**` over tuples and dicts of which all is known: the call is one of a known function."""
import sys


def three(a, b=2, *rest, c=3, **named):
    return a, b, rest, c, named


def pass_on(*args, **kwargs):
    return three(*args, **kwargs)


print(pass_on(1), pass_on(1, 5), pass_on(1, 2, 3, 4), pass_on(1.5, c=7), pass_on("a", x=1, y=[2]))


def no_keywords(*args):
    return three(0, *args, c=9)


print(no_keywords(), no_keywords(1), no_keywords(1, 2.5, "x"))


def shift(point, by=(1, 2)):
    return move(*point, *by)


def move(x, y, dx, dy):
    return x + dx, y + dy


print(shift((1, 2)), shift((1.5, 2.5), (0.5, 1)))
for attempt in (lambda: shift((1, 2), (3,)), lambda: shift((1, 2), (3, 4, 5)), lambda: pass_on(), lambda: pass_on(b=1), lambda: pass_on(1, a=2)):
    try:
        print(attempt())
    except TypeError as error:
        print("TypeError:", error)


def changes(**kwargs):
    kwargs.setdefault("size", 10)
    return sized(**kwargs)


def sized(size=0, name="none"):
    return name * size


print(changes(), changes(name="ab"), changes(size=2, name="x"))


def keeps(**kwargs):
    store.append(kwargs)
    return three(1, **kwargs)


store = []
print(keeps(), keeps(q=1), store)
store[0]["later"] = 1
print(keeps(), store)


class Point:
    def __init__(self, x, y=0, *, name=""):
        self.x = x
        self.y = y
        self.name = name

    def moved(self, *by, **options):
        return Point(*by, **options)

    def add(self, x, y):
        return Point(self.x + x, self.y + y, name=self.name)

    def add_all(self, *pairs):
        at = self
        for pair in pairs:
            at = at.add(*pair)
        return at

    def __repr__(self):
        return f"{self.name}({self.x}, {self.y})"


point = Point(1, 2)
print(point.moved(3), point.moved(3, 4), point.moved(5, name="p"), point.add_all((1, 1), (2.5, 3)))
print(max(*(1, 5)), print(*("a", 1, 2.5), sep="-"), divmod(*(17, 5)))


def count(n, *rest):
    return n if not rest else n + count(*rest)


print(count(1, 2, 3, 4), count(*range(5)), count(*[1.5, 2]))


def swap(f):
    def swapped(a, b, *rest):
        return f(b, a, *rest)

    return swapped


@swap
def minus(a, b):
    return a - b


@swap
def text(a, b, c):
    return f"{a}{b}{c}"


print(minus(1, 5), text(1, "b", 2.5))


def generate(*args):
    yield from args


def forward(*args):
    for item in generate(*args):
        yield item * 2


print(list(forward(1, 2.5, "x")), sum(forward(*(1, 2, 3))))


def either(flag):
    args = (1, 2) if flag else (1, 2, 3)
    return three(*args)


print(either(True), either(False))


# One of several functions, whose rest is kept: what is handed over may get other items.
def grow(*lists):
    lists[0].append("grown")
    return len(lists)


def first(*lists):
    return lists[0]


numbers = [1, 2, 3]
for function in (grow, first):
    print(function(numbers, [0]))
print(numbers, sum(n for n in numbers if isinstance(n, int)))


def recursive(depth, *args, **kwargs):
    if depth == 0:
        return sys.intern("done"), args, kwargs
    return recursive(depth - 1, *args, depth, **kwargs)


print(recursive(3), recursive(2, "a", k=1))


class Polynomial:
    def __init__(self, *coefficients, name="p"):
        self.coefficients = list(coefficients)
        self.name = name

    def __call__(self, x):
        result = 0
        for c in reversed(self.coefficients):
            result = result * x + c
        return result

    def __add__(self, other):
        return Polynomial(*[a + b for a, b in zip(self.coefficients, other.coefficients)], name=self.name)

    def derived(self):
        return Polynomial(*[n * c for n, c in enumerate(self.coefficients)][1:])


def joined(first, *rest, **named):
    return first, rest, sorted(named.items())


def counted(*items):
    return len(items), items[:1]


p = Polynomial(*[1, 2, 3])
print(p(2), (p + p)(2), p.derived()(2), Polynomial()(5), Polynomial(*[])(5), Polynomial(2.5, *[1, 2])(2))
print(joined(*"ab"), joined(1, *[2, 3], *(4.5,)), joined(*[0], 1, k=2), joined(*[1], **{"z": [1]}))
print(counted(*[]), counted(*(1, "a")), counted(*range(3), None), counted(0, *{}), counted(*[[1]])[1][0] + [2])
