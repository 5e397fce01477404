"""Classes of functions that run once are as fast, and as right, as those of modules."""
import sys


def main(scale, *rest, **named):
    count = 0
    factor = scale
    names = []

    class Base:
        kind = "base"
        made = 0

        def __init__(self, x):
            Base.made += 1
            self.x = x * scale
            names.append(type(self).__name__)

        def show(self):
            return f"{self.kind} {self.x} {factor} {rest} {sorted(named)}"

        def other(self):
            return Derived(self.x)

    class Derived(Base):
        kind = "derived"

        def __init__(self, x, extra=[]):
            super().__init__(x)
            extra.append(x)
            self.extra = extra

        def show(self):
            nonlocal count
            count += 1
            return "<" + super().show() + ">"

        @property
        def half(self):
            return self.x / 2

        @staticmethod
        def make(x):
            return Derived(x)

        @classmethod
        def again(cls, x):
            return cls(x)

    a = Base(2)
    b = Derived(3)
    print(a.show(), b.show(), b.half, a.other().show(), count)
    factor = 10
    print(a.show(), Derived.make(4).x, Derived.again(5).extra, Base.made)
    print(names, Derived.__qualname__, Base.__name__, Derived.__mro__[1] is Base)
    print(isinstance(b, Base), isinstance(a, Derived), issubclass(Derived, Base))
    try:
        print(a.missing)
    except AttributeError as error:
        print(error)
    try:
        Late(1)
    except UnboundLocalError as error:
        print(error)

    class User:
        def use(self):
            return later + 1

        def make(self):
            return Late()

    user = User()
    for attempt in range(2):
        try:
            print(user.use())
        except NameError as error:
            print(type(error).__name__, error)
        try:
            print(user.make().y)
        except NameError as error:
            print(type(error).__name__, error)
        later = 41

        if attempt == 0:
            class Late:
                y = 5
    del later
    try:
        user.use()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        print(later)
    except UnboundLocalError as error:
        print(error)
    return user


def same_name():
    class Base:
        def __init__(self):
            self.y = 1

        def show(self):
            return "another"

        def other(self):
            return Base()

    class Node:
        def __init__(self, value, next=None):
            self.value = value
            self.next = next

        def __eq__(self, other):
            return isinstance(other, Node) and self.value == other.value

        def __lt__(self, other):
            return self.value < other.value

        def __hash__(self):
            return hash(self.value)

        def __repr__(self):
            return f"Node({self.value})"

    head = None
    for i in range(5):
        head = Node(i * 7 % 5, head)
    found = []
    while head is not None:
        found.append(head)
        head = head.next
    print(sorted(found), Node(1) in found, len({Node(1), Node(1), Node(2)}), max(found))
    print(Base().other().show(), Base)


def twice(n):
    class Item:
        size = n

        def get(self):
            return n, Item.size

    return Item


def shadowing(value):
    class Value:
        def get(self):
            return value

        def set(self, new):
            nonlocal value
            value = new

    v = Value()
    print(v.get(), value)
    v.set("changed")
    print(v.get(), value)
    value = 3.5
    print(v.get())

    def closure():
        nonlocal value
        value += 1
        return Value

    print(closure()().get())
    for value in [1, "x"]:
        print(v.get())
    with open(sys.argv[0]) as value:
        print(type(v.get()).__name__)
    try:
        raise KeyError("k")
    except KeyError as value:
        print(repr(v.get()))
    try:
        v.get()
    except NameError as error:
        print(error)


class Base:
    """Of the module."""

    def show(self):
        return "module"


def generator():
    class Item:
        def __init__(self, n):
            self.n = n

    for i in range(3):
        yield Item(i)


def nested():
    def inner():
        class Deep:
            def get(self):
                return self.own

            own = 3

        return Deep()

    print(inner().get(), inner().get(), type(inner()) is type(inner()))


def raises():
    class Problem(Exception):
        def __init__(self, code):
            super().__init__(code)
            self.code = code

    class Thing:
        def fail(self):
            raise Problem(limit)

    limit = 7
    try:
        Thing().fail()
    except Problem as problem:
        print(problem.code, type(problem).__qualname__)
    Thing().fail()


if __name__ == "__main__":
    user = main(2, 1, 2, key=3)
    print(type(user).__qualname__)
    same_name()
    A, B = twice(1), twice(2)
    print(A is B, A().get(), B().get(), isinstance(A(), B))
    shadowing("first")
    print(Base().show(), [item.n for item in generator()])
    nested()
    try:
        raises()
    except Exception as error:
        print(repr(error))
