"""`c[k] += 1` on dicts whose class is not known, and on what only looks like one."""
from collections import Counter, OrderedDict


class Watching(dict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


class Reading(dict):
    def __getitem__(self, key):
        # Looks other keys up in the same dict.
        for other in ("x" + str(n) for n in range(3)):
            super().__contains__(other)
            dict.get(self, other)
        return dict.__getitem__(self, key[:1])


class Missing(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key + "!"] = 100
        return 5


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("hash", self.n)
        return 7

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n


class Growing:
    """An item whose sum changes the dict it is in."""

    def __init__(self, d):
        self.d = d

    def __add__(self, n):
        for i in range(20):
            self.d[i] = i
        self.d.pop("k", None)
        return n


def count(d, keys):
    for key in keys:
        d[key] += 1
    return d


print(count(Watching(a=1, b=2), "aab"))
print(count(Reading(a=1, b=2, ax=0, bx=0), ["a", "b", "ax", "bx"]))
print(count(Missing(a=1), ["a", "b", "b"]))
print(count(OrderedDict(a=1, b=2), "abba"), count([0, 0, 0], [0, 1, 1, -1]))
print([v for v in count({Key(1): 1, Key(2): 2}, [Key(1), Key(2)]).values()])
d = {"k": None}
d["k"] = Growing(d)
print(count(d, ["k"])["k"], len(d))
print(count(Counter("abc"), "aabbx"), Counter(["a", "b", "a"]).most_common(1), Counter(x=3) + Counter("xy"))
big = Counter({"n": 2**62 - 1})
big.update(["n", "n", "m"])
print(big)
floats = Counter({"n": 0.5})
floats.update(["n"])
print(floats)
try:
    count({"a": 1}, ["a", "z"])
except KeyError as e:
    print("KeyError", e)


def words(c, texts):
    for text in texts:
        for word in text.split():
            c[word] += 1
    return c


for make in (Counter, lambda: Missing(the=0, cat=0)):
    print(sorted(words(make(), ["the cat the", "cat the"]).items()))
