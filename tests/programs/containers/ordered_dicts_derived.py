"""Methods of an OrderedDict go through what a class derived from it does with items."""
from collections import OrderedDict


class Bounded(OrderedDict):
    def __init__(self, *args, limit=3, **keywords):
        self.limit = limit
        super().__init__(*args, **keywords)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        while len(self) > self.limit:
            self.popitem(last=False)


class Loud(OrderedDict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)

    def __contains__(self, key):
        print("in", key)
        return super().__contains__(key)


bounded = Bounded(zip("abcd", range(4)), limit=2)
print(bounded)
bounded.update(x=1, y=2, z=3)
print(bounded, bounded.setdefault("q", 9), bounded)
bounded |= {"r": 1}
print(bounded, bounded | {"s": 1, "t": 2, "u": 4}, {"v": 0} | bounded)
copied = bounded.copy()
print(copied, copied.limit, type(copied).__name__)
loud = Loud([("a", 1)], b=2)
print(loud.setdefault("a", 5), loud.setdefault("n"))
loud.update({"u": 1}, v=2)
loud |= [("w", 3)]
print(type(loud.copy()).__name__, loud.pop("u"), loud.popitem(), loud.get("a"))
print(Loud.fromkeys("xy", 0))
for wrong in (lambda: loud.setdefault([]), lambda: loud.update(5), lambda: loud.update({}, {})):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
