# Classes over the built-in containers.
def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Stack(list):
    def push(self, item):
        self.append(item)

    def top(self):
        return self[-1]


class Loud(list):
    def __init__(self, *items):
        super().__init__(items)
        self.log = []

    def append(self, item):
        self.log.append(item)
        super().append(item)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Loud(*super().__getitem__(index))
        return super().__getitem__(index)

    def __len__(self):
        return super().__len__()


s = Stack([1, 2])
s.push(3)
print(s, s.top(), len(s), isinstance(s, list), type(s).__name__, s == [1, 2, 3], s + [4], type(s + [4]).__name__)
print(s[1:], type(s[1:]).__name__, sorted(s, reverse=True), s * 2, 2 in s, list(reversed(s)))
loud = Loud(1, 2)
loud.append(5)
print(loud, loud.log, loud[0:2].log, loud[0], len(loud))


class Counter(dict):
    def __missing__(self, key):
        return 0

    def add(self, key):
        self[key] += 1


class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())


c = Counter()
for letter in "banana":
    c.add(letter)
print(c, c["z"], "z" in c, dict(c), type(c.copy()).__name__, c | {"q": 1})
low = Lower()
low["ABC"] = 1
print(low, low["aBc"], "AbC" in low, low.get("ABC"), low.pop("abc"))
show(lambda: low["nope"])


class Tag(str):
    def shout(self):
        return self.upper() + "!"


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def first(self):
        return self[0]


class Bag(set):
    def add(self, item):
        super().add(item)
        return self


p = Pair(1, 2)
print(p, p.first(), p == (1, 2), hash(p) == hash((1, 2)), {p: 1}[(1, 2)], p + (3,), len(p))
b = Bag([1])
print(b.add(2).add(3), b | {9}, type(b | {9}).__name__, b >= {1})
t = Tag("hi")
print(t, t.shout(), {t: 1}["hi"], {"hi": 2}[t], t == "hi")


class Frozen(frozenset):
    pass


f = Frozen([1, 2])
print(f, f == frozenset([1, 2]), hash(f) == hash(frozenset([2, 1])), f | {3})


class Wrapper:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __reversed__(self):
        return reversed(self.items)

    def keys(self):
        return range(len(self.items))


w = Wrapper([10, 20, 30])
w[0] = 11
del w[1]
print(len(w), list(w), 30 in w, list(reversed(w)), w[::-1], dict(w), {**w}, tuple(w), max(w), sorted(w))
print(bool(Wrapper([])), bool(w), [*w, *w], sum(w))
for function in (len, sorted, max, min, sum, list, tuple, set, any, all, enumerate, reversed, iter):
    result = function([3, 1, 2])
    print(function.__name__, list(result) if hasattr(result, "__next__") else result)
methods = [[].append, {}.get, "a-b".split, {1}.union]
print([m.__name__ for m in methods], methods[2]("-"), sorted(methods[3]([5])))
show(lambda: list.append([], 1))
show(lambda: list.append((), 1))
show(lambda: list.pop([1, 2], 0))
show(lambda: dict.fromkeys("ab", 0))
show(lambda: Counter.fromkeys("ab", 0))
show(lambda: [].append())
show(lambda: [].append(1, 2))
show(lambda: {}.update(1, 2))
show(lambda: [].nope)
show(lambda: [1, 2, 3].index(9))
show(lambda: (1).append(2))
show(lambda: list(1, 2))
show(lambda: dict([1]))
show(lambda: {**5})
show(lambda: getattr([], "pop", None) is not None)
show(lambda: list.__len__([1, 2]))
show(lambda: [1, 2].__add__([3]))
show(lambda: [1, 2].__eq__(5))
show(lambda: {1: 2}.__contains__(1))
show(lambda: (1, 2).__hash__() == hash((1, 2)))
show(lambda: [].__class__.__name__)
