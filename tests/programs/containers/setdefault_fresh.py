"""`setdefault` with a new container, which is made only where the key is missing."""


class Noisy:
    hashed = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Noisy.hashed += 1
        return self.n

    def __eq__(self, other):
        return self.n == other.n


def groups(words):
    by_length = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    by_ends = {}
    for word in words:
        by_ends.setdefault((word[0], word[-1]), set()).add(len(word))
    nested = {}
    for word in words:
        nested.setdefault(word[0], {}).setdefault(len(word), list()).append(word)
    return by_length, sorted((k, sorted(v)) for k, v in by_ends.items()), nested


def trie(words):
    root = {}
    for word in words:
        node = root
        for c in word:
            node = node.setdefault(c, {})
        node["$"] = True
    return root


def counts(items):
    seen = {}
    for item in items:
        pair = seen.setdefault(item, [0, 0.5])
        pair[0] += 1
    return seen


def other_keys():
    d = {}
    for key in (1, 1.0, True, None, "a", b"a", (1, None), (1.0, None), 2.5):
        d.setdefault(key, []).append(repr(key))
    print(d)
    e = {}
    for i in range(5):
        e.setdefault(Noisy(i % 2), []).append(i)
    print([(k.n, v) for k, v in e.items()], Noisy.hashed)
    try:
        e.setdefault([], [])
    except TypeError as error:
        print(error)
    d = {"x": None}
    print(d.setdefault("x", []), d.setdefault("y", {}), d)


def any_type(d, key):
    d.setdefault(key, []).append(1)
    return d


class Own(dict):
    def setdefault(self, key, default=None):
        print("own", key, default)
        return super().setdefault(key, default)


def main():
    words = "the quick brown fox jumps over the lazy dog then barks".split()
    for part in groups(words):
        print(part)
    print(trie(["to", "tea", "ten", "i", "in", "inn", "to"]))
    print(counts("abracadabra"), counts([(1, 2), (2, 1), (1, 2)]))
    other_keys()
    print(any_type({}, "a"), any_type({1: []}, 1), any_type(Own(), (1, 2)))


main()
