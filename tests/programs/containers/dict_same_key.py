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
