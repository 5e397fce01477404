"""Instances as keys: what `__hash__` and `__eq__` may do while a table is searched."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __hash__(self):
        return self.x * 31 + self.y

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


class Point3(Point):
    """Inherits both; a key of another class."""


def plain():
    d = {}
    for x in range(6):
        for y in range(6):
            d[Point(x, y)] = x * y
    for x in range(6):
        p = Point(x, 5 - x)
        if p in d:
            d[p] += 1
    print(sorted(d.values()), d[Point(5, 5)], d.get(Point(9, 9)), len(d))
    print(d[Point3(2, 3)], Point3(1, 1) in d, Point(1, 1) in {Point3(1, 1)})
    big = Point(10**30, 1)
    d[big] = "big"
    print(d[Point(10**30, 1)], Point(10**30, 2) in d)
    print(d.pop(Point(0, 0)), d.setdefault(Point(0, 0), "again"), len(d))
    s = {Point(i % 3, 0) for i in range(9)}
    s.add(Point(1, 0))
    s.discard(Point(2, 0))
    print(len(s), Point(0, 0) in s, Point(2, 0) in s)


class Text:
    def __init__(self, text):
        self.text = text

    def __hash__(self):
        return len(self.text)

    def __eq__(self, other):
        if not isinstance(other, Text):
            return NotImplemented
        return self.text.lower() == other.text.lower()

    def __lt__(self, other):
        return self.text < other.text


def texts():
    d = {}
    for word in "the The cat CAT sat on THE mat".split():
        d[Text(word)] = d.get(Text(word), 0) + 1
    print([(key.text, n) for key, n in d.items()])
    print(Text("cat") in d, "cat" in d, 3 in d, Text("dog") in d)
    d[3] = "an int of the hash"
    print(d[3], d[Text("cat")], 3 in {Text("cat")})
    print([t.text for t in sorted(Text(w) for w in "pear fig apple".split())])
    print(min(Text("b"), Text("a")).text, max(Text("b"), Text("a")).text)


class Half:
    """Not always there."""

    def __init__(self, n):
        if n:
            self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return self.n == other.n


def unset():
    d = {Half(1): "one"}
    for n in (1, 2, 0):
        try:
            print(d.get(Half(n), "none"))
        except AttributeError as error:
            print("AttributeError:", error)
    try:
        print(Half(0) in {Half(1)})
    except AttributeError as error:
        print("AttributeError:", error)


class Loud:
    """Changes the dict that looks for it."""

    table = {}
    calls = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        Loud.calls += 1
        if Loud.calls == 3:
            Loud.table[next(iter(Loud.table))] = "changed"
        if Loud.calls == 6:
            Loud.table.update((str(n), n) for n in range(50))
        if Loud.calls > 40:
            raise ValueError("asked too often")
        return self.n == other.n


def loud():
    table = Loud.table
    for n in range(4):
        table[Loud(n)] = n
    print(len(table), next(iter(table.values())))
    for n in range(6):
        print(n, table.get(Loud(n), "none"))
    try:
        for n in range(30):
            Loud(n) in table
    except ValueError as error:
        print(error, Loud.calls)


class Odd:
    """Answers of other kinds."""

    def __init__(self, n, answer):
        self.n = n
        self.answer = answer

    def __hash__(self):
        return True

    def __eq__(self, other):
        return self.answer


def answers():
    for answer in (0, 1, "", "yes", [], [0], None, NotImplemented, 0.0, 10**40):
        d = {Odd(1, answer): "found"}
        print(repr(answer), d.get(Odd(2, answer), "no"), Odd(3, answer) in set(d))


class Bad:
    def __init__(self, hash):
        self.hash = hash

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        return self is other


def hashes():
    for value in (0, -1, -2, 2**61 - 1, 2**61, 2**62, 2**63 - 1, -(2**63), 2**70, 10**40, True):
        key = Bad(value)
        print(hash(key), {key: 1}[key], key in {key})
    for value in (1.5, "1", None):
        try:
            print({Bad(value): 1})
        except TypeError as error:
            print("TypeError:", error)


class Later:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return self.n == other.n


def assigned():
    d = {Later(n): n for n in range(9)}
    print(d.get(Later(4)), d.get(Later(40)))
    Later.__eq__ = lambda self, other: self.n % 10 == other.n % 10
    print(d.get(Later(4)), d.get(Later(40)), d.get(Later(12)))
    Later.__hash__ = lambda self: 2
    print(d.get(Later(4)), d.get(Later(5)), d.get(Later(18)))
    del Later.__eq__
    print(d.get(Later(5)))
    Later.__hash__ = None
    try:
        d.get(Later(5))
    except TypeError as error:
        print("TypeError:", error)


class Mutable:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


def mutated():
    d = {Mutable(1): "one", Mutable(2): "two"}
    key = Mutable(1)
    if key in d:
        key.n = 2
        print(d[key])
        d[key] = d.get(key, "") + "!"
        key.n = 3
        d[key] = d.get(key, "three")
    print([(key.n, value) for key, value in d.items()])
    seen = set()
    if key not in seen:
        key.n = 4
        seen.add(key)
    print(Mutable(4) in seen, Mutable(3) in seen)


class Deep:
    def __init__(self, inner):
        self.inner = inner

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Deep) and self.inner == other.inner


def deep():
    def nest(n):
        value = 0
        for _ in range(n):
            value = Deep(value)
        return value

    print(nest(100) in {nest(100)}, nest(100) in {nest(101): 1})
    try:
        nest(5000) in {nest(5000): 1}
    except RecursionError:
        print("RecursionError")


plain()
texts()
unset()
loud()
answers()
hashes()
assigned()
mutated()
deep()
