"""Comparison methods that do more than compare: what they are given is lost track of there."""

import heapq
from bisect import insort


def mark(cls):
    return cls


class Keyed:
    def __init__(self, key):
        self.key_ = key
        self.items = [1, 2]
        self.seen = 0

    def key(self):
        return self.key_

    def grow(self, what):
        self.items.append(what)
        self.seen += 1
        return self.key_

    def __eq__(self, other):
        return self.key() == other.key()

    def __lt__(self, other):
        return self.key_ < other.grow("x")

    def __hash__(self):
        return 1


class Plain:
    def __init__(self):
        self.n = 5
        self.items = [1, 2]
        self.ratio = 1.5

    def key(self):
        return 3

    def set(self, v):
        self.n = v
        return self.n


class Changes:
    def __eq__(self, other):
        other.n = "changed"
        other.items.append("s")
        return other.set("again")

    def __contains__(self, other):
        other.n = None
        other.ratio = "in"
        return True

    def __gt__(self, other):
        kept.append(other)
        return True


@mark
class Hidden:
    def __eq__(self, other):
        other.ratio = 2
        other.items = ("tuple",)
        return False


class Sized:
    """A comparison that only reads."""

    def __init__(self, size, parts):
        self.size = size
        self.parts = parts

    def __eq__(self, other):
        if not isinstance(other, Sized):
            return NotImplemented
        return self.size == other.size and self.parts == other.parts

    def __lt__(self, other):
        return self.size < other.size

    @property
    def double(self):
        return self.size * 2

    def __le__(self, other):
        return self.double <= other.double


kept = []


def pairs():
    a, b = Keyed(1), Keyed(2)
    print(a == b, a < b, b.items, b.seen)
    print(Keyed(3) == Plain())
    plain = Plain()
    print(Changes() == plain, plain.n, plain.items)
    plain = Plain()
    print(plain in Changes(), plain.n, plain.ratio)
    plain = Plain()
    print(Changes() > plain, kept[0] is plain)
    kept[0].n = [1.5]
    kept[0].items[0] = "other"
    print(plain.n, plain.items)
    plain = Plain()
    print(Hidden() == plain, plain.ratio, plain.items)


def containers():
    xs = [Keyed(n) for n in (3, 1, 2)]
    print(Keyed(1) in xs, xs.index(Keyed(2)), xs.count(Keyed(3)))
    xs.sort()
    print([x.key_ for x in xs], sum(x.seen for x in xs) > 0, xs[0].items[-1])
    ys = [Keyed(n) for n in (5, 4)]
    print(min(ys).key_, max(ys).key_, sorted(ys)[0].key_, ys[0].items[2:3])
    heap = []
    for n in (3, 1, 2):
        heapq.heappush(heap, Keyed(n))
    print(heapq.heappop(heap).key_, [h.items[2:] for h in heap])
    zs = []
    for n in (2, 1):
        insort(zs, Keyed(n))
    print([z.key_ for z in zs], [z.seen for z in zs])
    table = {Keyed(1): "one", Keyed(2): "two"}
    print(table[Keyed(2)], table.get(Keyed(9)), len({Keyed(1), Keyed(1), Keyed(2)}))
    plain = Plain()
    print([Changes()] == [plain], plain.n, plain.items)
    plain = Plain()
    print((1, Changes()) == (1, plain), plain.n, plain.items)
    plain = Plain()
    print(plain in [Changes()], plain.n)
    holder = {"a": Changes()}
    plain = Plain()
    print(holder == {"a": plain}, plain.items)


def only_reading():
    a, b = Sized(1, [1]), Sized(1, ["x"])
    print(a == b, a < b, a <= b, a == Sized(1, [1]), a == 5, a != b)
    a.parts.append(2)
    a.size += 1
    print(a.parts, a.size, sorted([Sized(2, []), Sized(1, [])])[0].size)


pairs()
containers()
only_reading()


# Comparisons by what methods and properties of both sides give.
class Measured:
    def __init__(self, length, tags=()):
        self.length = length
        self.tags = list(tags)
        self.asked = 0

    @property
    def size(self):
        return abs(self.length)

    def key(self):
        return self.size, "m"

    def __eq__(self, other):
        return self.key() == other.key()

    def __lt__(self, other):
        return self.size < other.size

    def __hash__(self):
        return hash(self.key())


class Tagged(Measured):
    def key(self):
        self.asked += 1
        return self.tags

    __hash__ = None


class Handed(Measured):
    def key(self):
        return self

    def __eq__(self, other):
        return self.key() is other.key()

    __hash__ = Measured.__hash__


def by_methods():
    a, b = Measured(-2), Measured(2)
    print(a == b, a < b, len({a, b, Measured(3)}), [a, Measured(4)].index(b), sorted([Measured(5), a])[0].length)
    t, u = Tagged(1, "x"), Tagged(9, "x")
    print(t == u, [t] == [u], t.asked, u.asked)
    u.tags.append(3)
    print(t == u, t in [u], u.tags, t.asked)
    h = Handed(1)
    print(h == h, h == Handed(1), [h] == [h], h in [Handed(1), h])
    mixed = [Measured(1), Tagged(1, "y"), Measured(-1)]
    print([[x == y for y in mixed] for x in mixed])
    for other in (3, None, "m"):
        try:
            print(a == other)
        except AttributeError as error:
            print(error)


by_methods()


# Comparisons that are made of another one.
from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, major, minor=0):
        self.major = major
        self.minor = minor
        self.notes = []

    def key(self):
        return self.major, self.minor

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.key() == other.key()

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.key() < other.key()

    def __hash__(self):
        return hash(self.key())

    def __add__(self, other):
        return Version(self.major + other.major, self.minor + other.minor)


class Rated:
    def __init__(self, rate):
        self.rate = rate

    def __lt__(self, other):
        return self.rate < other.rate

    def __gt__(self, other):
        result = other.__lt__(self)
        return result

    def __le__(self, other):
        worse = other < self
        return not worse and self.rate == self.rate


def by_others():
    versions = [Version(i % 4, i % 3) for i in range(12)]
    low, high = versions[0], Version(3, 2)
    print(low < high, low >= high, low <= low, high > low, low != high, low == 3, (low + high).key())
    print(max(versions).key(), sorted(versions)[5].key(), len(set(versions)), high in versions, versions.index(high))
    for other in (3, "x", None):
        try:
            print(low >= other)
        except TypeError as error:
            print(error)
    rated = [Rated(n * 7 % 5) for n in range(5)]
    print([r.rate for r in sorted(rated)], max(rated).rate, rated[0] > rated[1], rated[1] <= rated[1])


by_others()
