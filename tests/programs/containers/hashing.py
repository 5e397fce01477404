# Keys with __hash__ and __eq__ of their own, which may raise or meddle.


class Key:
    def __init__(self, name, hash_value):
        self.name = name
        self.hash_value = hash_value

    def __hash__(self):
        return self.hash_value

    def __eq__(self, other):
        print("eq", self.name, other.name if isinstance(other, Key) else other)
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


a, b, c = Key("a", 1), Key("b", 1), Key("a", 1)
d = {a: 1}
d[b] = 2
d[c] = 3
print(d)
print(c in d, d.get(Key("z", 1)), d[b])
d[1] = "int"
print(d)
s = {a, b}
s.add(c)
print(len(s), c in s)
s.discard(c)
print(s)


class Raises:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise RuntimeError("eq fails")

    def __repr__(self):
        return "Raises"


for action in (lambda: d[Raises()], lambda: Raises() in d, lambda: d.get(Raises()), lambda: Raises() in s,
               lambda: {1: 2, Raises(): 3}, lambda: [1, 2].index(Raises())):
    try:
        print(action())
    except RuntimeError as error:
        print("RuntimeError", error)


class NoHash:
    __hash__ = None


class OnlyEq:
    def __eq__(self, other):
        return True


for value in (NoHash(), OnlyEq(), [], {}, set(), (1, [])):
    try:
        hash(value)
    except TypeError as error:
        print(error)
    try:
        {value: 1}
    except TypeError as error:
        print(error)


class Meddler:
    """Empties the dict it is looked up in."""

    def __init__(self, victim):
        self.victim = victim

    def __hash__(self):
        return 7

    def __eq__(self, other):
        self.victim.clear()
        return False


victim = {}
for i in range(5):
    victim[i] = i
victim[7] = "seven"
print(Meddler(victim) in victim, victim)
numbers = set(range(10))
print(Meddler(numbers) in numbers, numbers)


class Same:
    """Equal only to itself by identity."""

    def __eq__(self, other):
        return False

    def __hash__(self):
        return 3


same = Same()
print([same].index(same), same in [same], [same] == [same], (same,) == (same,), same in {same}, {1: same} == {1: same})
print(Same() in [same], [Same()] == [same])

print(hash(1) == hash(1.0) == hash(True), {1: "a", 1.0: "b", True: "c"})
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), hash((1, 2)) == hash((1, 2)))
print(hash((1, 2, 3)), hash(()), hash((1.5, (2, -1))), hash(2**61), hash(-1), hash(10**40))


class Missing(dict):
    def __missing__(self, key):
        return key * 2


m = Missing(a=1)
print(m["a"], m["zz"], m.get("q"), len(m), m)
