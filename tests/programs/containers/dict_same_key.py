"""Operations on a dict that follow each other with one key: what the first found
may not be true any more for the next."""


class Loud:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("hash", self.n)
        return 1

    def __eq__(self, other):
        print("eq", self.n)
        return isinstance(other, Loud) and self.n == other.n


def count(keys):
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def grow(d, key):
    """The value that is stored changes the dict first."""
    for other in range(100):
        d[(other, "x")] = other
    del d[key]
    return 1


def main():
    print(count("abracadabra"))
    print(count([1, True, 1.0, 2, (1, 2), (1, 2), (1, 2.0), "1", None, None]))
    d = {"k": 0}
    k = "k"
    d[k] = d[k] + grow(d, k)
    print(d["k"], len(d), list(d)[-1])
    a, b = {"k": 1}, {"k": 2}
    if k in a:
        b[k] += 10
        a[k] += 20
    print(a, b)
    if k in a:
        a = {}
        a[k] = a.get(k, 5)
    print(a)
    e = {}
    for i in range(3):
        key = Loud(i % 2)
        e[key] = e.get(key, 0) + 1
    print(list(e.values()))
    f = {Loud(1): "loud", 1: "one"}
    n = 1
    if n in f:
        f[n] = f[n] + "!"
    print(list(f.values()))
    g = {}
    for i in range(40):
        key = str(i % 7)
        if key not in g:
            g[key] = []
        g[key].append(i)
        if len(g[key]) == 4:
            del g[key]
    print(g)
    try:
        bad = [1]
        g[bad] = g.get(bad, 0)
    except TypeError as error:
        print(error)


main()


# Numbers in dicts that are added to.


class Odd(str):
    def __hash__(self):
        return 7

    def __eq__(self, other):
        return True


class Tally:
    def __init__(self):
        self.counts = {}
        self.last = None

    def add(self, word):
        self.counts[word] = self.counts.get(word, 0) + 1

    def keep(self, word):
        before = self.counts[word]
        after = before + 1
        self.counts[word] = after
        self.last = (before, after)


def count(words):
    from collections import Counter, OrderedDict, defaultdict

    plain, known, ordered = {}, {}, OrderedDict()
    default, counter, down = defaultdict(int), Counter(), dict.fromkeys(words, 3)
    for word in words:
        plain[word] = plain.get(word, 0) + 1
        if word in known:
            known[word] += 1
        else:
            known[word] = 1
        default[word] += 2
        counter[word] += 1
        ordered[word] = ordered.get(word, 10) - 1
        down[word] -= 1
        if down[word] == 0:
            del down[word]
            down[word] = 5
    print(plain, known, dict(default), dict(counter), dict(ordered), down)


def limits():
    big = {"a": 2**61 - 1, "b": -(2**62), "c": 2**62 - 1, "d": 2**63 - 1, "e": True, "f": 0.5, "g": 2**70}
    for key in list(big):
        big[key] += 1
        big[key] = big.get(key, 0) + 1
        big[key] -= 3
    print(big)
    texts = {"a": "x", "b": [1]}
    for key in ("a", "b", "missing", Odd("z")):
        try:
            texts[key] += 1
        except (TypeError, KeyError) as error:
            print(type(error).__name__, error)
    odd = {}
    for key in ("a", Odd("b"), "c", Odd("d"), 1, 1.0, True, (1, 2), (1, 2)):
        odd[key] = odd.get(key, 0) + 1
    print(odd)
    try:
        odd[[]] = odd.get([], 0) + 1
    except TypeError as error:
        print(error)
    seen = {}
    for key in "abracadabra":
        for other in (seen, {}):
            other[key] = other.get(key, None or 0) + 1
    for key in "abracadabra":
        seen[key] += 1
        if seen[key] == 4:
            seen.clear()
            seen[key] = 0
            for c in "drba":
                seen.setdefault(c, 1)
            seen.setdefault("c", 1)
    print(seen)


count("the quick the lazy the dog the end".split())
count([3, 1, 3, 3, 2**70, 2**70, 3, (1, 2), (1, 2), None, None, 1.5, "é", "é", "日本", "日" + "本"])
limits()
tally = Tally()
for word in ["a", "b", "a"]:
    tally.add(word)
tally.keep("a")
print(tally.counts, tally.last)
