"""Objects without a static layout beside typed ones: exceptions, instances of
local and decorated classes, and whatever is passed as `self` by hand."""


def mark(cls):
    cls.marked = True
    return cls


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return abs(self.x) + abs(self.y)

    def __rmul__(self, other):
        return Point(self.x * 2, self.y * 2)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


@mark
class Loose:
    def __init__(self, x):
        self.x = x

    def norm(self):
        return "loose"

    def __mul__(self, other):
        return "Loose.__mul__"

    def __radd__(self, other):
        return "Loose.__radd__"

    def itself(self):
        if self is None:
            return "none"
        if isinstance(self, int):
            return self + 1
        if isinstance(self, Point):
            return self.norm()
        return type(self).__name__

    def truth(self):
        return "true" if self else "false"

    def twice(self):
        return self * 2

    def first(self):
        for item in self:
            return item
        return "empty"


def methods_called_by_hand():
    loose = Loose(1)
    for value in (loose, None, 5, Point(3, -4), 2.5, "text"):
        print(Loose.itself(value), Loose.truth(value))
    for value in (loose, 7, 1.5, "ab", [1], (1, 2)):
        print(Loose.twice(value))
    for value in ([3, 4], "xyz", {1: 2}, (), range(2)):
        print(Loose.first(value))


def pick(n):
    if n == 0:
        return Point(1, 2)
    if n == 1:
        return Loose(10)
    if n == 2:
        try:
            raise ValueError("picked", n)
        except ValueError as e:
            return e
    return None


def dispatch():
    for n in range(4):
        thing = pick(n)
        try:
            print(thing.norm(), thing.x)
        except AttributeError as e:
            print("AttributeError", e)
        if thing is None:
            print("nothing")
        elif isinstance(thing, Point):
            thing.x += 1
            thing.y = "text"
            print(thing.x, thing.y)
        elif isinstance(thing, Exception):
            thing.x = [1, 2]
            print(thing.args, thing.x)
        else:
            thing.x = 2.5
            print(thing.x)


def operators():
    loose = Loose(1)
    point = Point(1, 2)
    print(loose * point, point + loose if False else "skipped")
    for left in (loose, 3, None):
        try:
            result = left * point
            print(result if isinstance(result, str) else (result.x, result.y))
        except TypeError as e:
            print(e)
    try:
        print((point + loose).x)
    except AttributeError as e:
        print(e)


def local_classes(n):
    class Counter:
        step = n

        def __init__(self):
            self.total = 0

        def add(self, times=1):
            self.total += self.step * times
            return self

        @classmethod
        def made(cls, total):
            counter = cls()
            counter.total = total
            return counter

        @staticmethod
        def plain(a, b):
            return a + b

    class Other(Counter):
        def add(self, times=1):
            super().add(times * 10)
            return self

    counters = [Counter(), Other(), Counter.made(5)]
    for counter in counters:
        counter.add().add(2)
    return [counter.total for counter in counters], Counter.plain(1.5, 2), Other.plain("a", "b")


class Registry(dict):
    def register(self, name):
        self[name] = len(self)
        return self

    def __missing__(self, name):
        return "missing " + name


def kept_exceptions():
    last = None
    kept = []
    for text in ("1", "x", "3.5"):
        try:
            kept.append(int(text))
        except ValueError as e:
            last = e
            kept.append(e)
    print(kept[0], type(kept[1]).__name__, str(last))
    chosen = last or Point(0, 0)
    print(isinstance(chosen, Point), bool(chosen))
    holder = Point(last, None)
    holder.y = Point(1, 1)
    print(holder.y.norm(), holder.x.args)


def changed_by_name():
    point = Point(1, 2)
    things = [point, Loose(3)]
    for thing in things:
        setattr(thing, "x", "set")
        thing.z = thing
    print(point.x, things[1].x, point.z is point)
    error = KeyError("k")
    target = error if point.x == "other" else point
    target.y = [1]
    del target.x
    print(point.y, hasattr(point, "x"))


methods_called_by_hand()
dispatch()
operators()
print(local_classes(3), local_classes(0.5))
registry = Registry()
registry.register("a").register("b")
print(registry["a"], registry["b"], registry["c"], len(registry))
kept_exceptions()
changed_by_name()
