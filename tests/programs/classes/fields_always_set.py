"""Fields that `__init__` sets before anybody sees the object are read without a
test; those that may be unset, by whatever way, are not."""


class Plain:
    def __init__(self, x, y=2.5):
        self.x = x
        self.y = y
        self.items = []
        for i in range(3):
            self.items.append(i + self.x)
        self.reset()

    def reset(self):
        self.count = 0
        self.label = f"{self.x}/{self.y}"

    def sum(self):
        return self.x + self.y + self.count + len(self.items)


class Base:
    def __init__(self, name):
        self.name = name
        self.setup()

    def setup(self):
        self.kind = "base"

    def show(self):
        return f"{self.name}:{self.kind}"


class Derived(Base):
    def __init__(self, name, size):
        super().__init__(name)
        self.size = size * 1.5

    def setup(self):
        self.kind = "derived"


class Older(Base):
    def __init__(self, name):
        Base.__init__(self, name)
        super(Older, self).__init__(name)
        self.age = 40.0


class Forgets(Base):
    def __init__(self):
        self.other = 1.0


class SometimesSet:
    def __init__(self, flag):
        if flag:
            self.value = 1.5
        self.flag = flag


class SetInLoop:
    def __init__(self, n):
        for i in range(n):
            self.last = i
        while n > 5:
            self.big = 1.5
            n -= 1


class SetInTry:
    def __init__(self, text):
        try:
            self.value = float(text)
            self.fine = True
        except ValueError:
            self.problem = text
        finally:
            self.done = 1


class ReturnsEarly:
    def __init__(self, n):
        self.n = n
        if n < 0:
            return
        self.root = n ** 0.5


class ReadsFirst:
    def __init__(self, again):
        if again:
            print(self.total)
        self.total = 1.0


class ReadsFirstInMethod:
    def __init__(self):
        self.fix()
        self.rate = 2.0

    def fix(self):
        try:
            self.rate = self.rate * 2
        except AttributeError as error:
            print("fix:", error)


registry = []


class Registers:
    def __init__(self, fail):
        self.before = 1.0
        registry.append(self)
        if fail:
            raise ValueError("unfinished")
        self.after = 2.0


class Callback:
    def __init__(self, callbacks):
        self.a = 1.0
        callbacks.append(lambda: self.b)
        try:
            print("called:", callbacks[-1]())
        except AttributeError as error:
            print("called:", error)
        self.b = 2.0


class Deletes:
    def __init__(self):
        self.gone = 1.0
        self.kept = 2.0

    def drop(self):
        del self.gone


class Compared:
    seen = None

    def __init__(self, other):
        Compared.seen = self
        self.tag = other.weight() if other else 0.5

    def weight(self):
        return Compared.seen.tag + 1


class Swaps:
    def __init__(self, other):
        self.left = 1.0
        if other is not None:
            self = other
        self.right = 2.0


class WithProperty:
    def __init__(self):
        self.level = 3
        self.low = 1.0

    @property
    def level(self):
        return self._level

    @level.setter
    def level(self, value):
        try:
            print("low", self.low)
        except AttributeError as error:
            print(error)
        self._level = value


class Swallows:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return True


class SetInWith:
    def __init__(self, x):
        with Swallows():
            self.inverse = 1 / x
        self.x = x


class Node:
    def __init__(self, value, parent=None):
        self.value = value
        self.parent = parent
        self.children = []
        if parent is not None:
            parent.add(self)
        self.depth = parent.depth + 1 if parent else 0

    def add(self, child):
        try:
            print("add", child.value, child.depth)
        except AttributeError as error:
            print("add", error)
        self.children.append(child)


def attempt(function):
    try:
        print(function())
    except (AttributeError, ValueError, ZeroDivisionError) as error:
        print(type(error).__name__, error)


def main():
    p = Plain(1)
    print(p.sum(), p.label, Plain(2.5, 1).sum())
    print(Base("b").show(), Derived("d", 2).show(), Derived("d", 2).size, Older("o").show(), Older("o").age)
    forgets = Forgets()
    attempt(lambda: forgets.other)
    attempt(forgets.show)
    attempt(lambda: forgets.name)
    for flag in True, False:
        attempt(lambda: SometimesSet(flag).value)
    for n in 0, 3, 7:
        attempt(lambda: SetInLoop(n).last)
        attempt(lambda: SetInLoop(n).big)
    for text in "1.5", "x":
        attempt(lambda: SetInTry(text).done)
        attempt(lambda: SetInTry(text).value)
        attempt(lambda: SetInTry(text).problem)
    attempt(lambda: ReturnsEarly(4).root)
    attempt(lambda: ReturnsEarly(-4).root)
    attempt(lambda: ReadsFirst(False).total)
    attempt(lambda: ReadsFirst(True).total)
    attempt(lambda: ReadsFirstInMethod().rate)
    for fail in False, True:
        attempt(lambda: Registers(fail).after)
    for r in registry:
        attempt(lambda: r.before)
        attempt(lambda: r.after)
    attempt(lambda: Callback([]).b)
    d = Deletes()
    attempt(lambda: d.gone + d.kept)
    d.drop()
    attempt(lambda: d.gone)
    attempt(lambda: d.kept)
    attempt(lambda: Compared(None).tag)
    attempt(lambda: Compared(Compared.seen).tag)
    s = Swaps(None)
    attempt(lambda: Swaps(s).left)
    attempt(lambda: Swaps(s).right)
    attempt(lambda: WithProperty().low)
    attempt(lambda: SetInWith(2).inverse)
    attempt(lambda: SetInWith(0).inverse)
    root = Node("root")
    leaf = Node("leaf", root)
    print(leaf.depth, root.children[0].depth, leaf.parent.value)


main()
