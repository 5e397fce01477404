"""Functions of the builtins walk dicts, views and sets while their items act."""


class Item:
    def __init__(self, n, act=None):
        self.n, self.act = n, act

    def __radd__(self, other):
        if self.act:
            self.act()
        return other + self.n

    def __bool__(self):
        if self.act:
            self.act()
        return self.n > 0

    def __gt__(self, other):
        if self.act:
            self.act()
        return self.n > other.n


class Dying:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __del__(self):
        print("gone", self.n)


def attempt(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, e)


def growing():
    d = {}
    d["a"] = Item(1, lambda: d.setdefault("z", 0))
    d["b"] = Item(2)
    return d


def shrinking():
    d = {}
    d["a"] = Item(1, lambda: d.pop("b", None))
    d["b"] = Item(2)
    d["c"] = Item(3)
    return d


def replacing():
    d = {}

    def act():
        if "a" in d:
            del d["a"]
            d["y"] = Item(9)

    d["a"] = Item(1, act)
    d["b"] = Item(2)
    return d


for make in (growing, shrinking, replacing):
    print(make.__name__)
    attempt("sum", lambda: sum(make().values()))
    attempt("all", lambda: all(make().values()))
    attempt("any", lambda: any(v.n > 5 for v in make().values()))
    attempt("max", lambda: max(make().values()).n)

gaps = {i: i * i for i in range(10)}
for k in (0, 3, 9):
    del gaps[k]
print(sum(gaps.values()), max(gaps), min(gaps.items()), list(gaps), list(gaps.values()), tuple(gaps.items()))
print(sorted(gaps.keys()), set(gaps.values()) == {1, 4, 16, 25, 36, 49, 64}, any({}.values()), all({}.items()))

items = set()


class Grower:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __bool__(self):
        items.add(self.n + 100)
        return True


items.update([Grower(1), Grower(2)])
attempt("set", lambda: all(items))
print(len(items))

many = set(range(1000))
for i in range(0, 1000, 3):
    many.discard(i)
print(sum(many), len(list(many)), max(many), len(many & set(range(500))), len(many ^ {1, 2, 3000}))
more = {Dying(n) for n in range(3)}
more.clear()
print("cleared")
del more

# Methods as values, with arguments by position, by name, and left out.
d = {"x": 1, "y": 5, "z": 3}
get = d.get
print(max(d, key=get), min(d, key=d.get), get("q"), get("q", 7), sorted(d, key=d.__getitem__))
for name, run in (
    ("get", lambda: get()),
    ("get3", lambda: get(1, 2, 3)),
    ("named", lambda: get(key=1)),
    ("pop", lambda: d.pop()),
):
    attempt(name, run)
split = "a b c d".split
print(split(None, 1), split(maxsplit=2), split(sep="b"), split())
attempt("split", lambda: split(1, 2, 3))
attempt("split", lambda: split(sep="a", wrong=1))
sort = [3, 1, 2]
do = sort.sort
do(reverse=True)
print(sort)
attempt("sort", lambda: do(1))
attempt("sort", lambda: do(None, key=None))
to_bytes = (1000).to_bytes
print(to_bytes(2, "big"), to_bytes(length=3, byteorder="little"), to_bytes(2, "big", signed=True))
attempt("to_bytes", lambda: to_bytes(1, "big"))
