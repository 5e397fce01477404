# getattr and hasattr with names that are written out, on instances whose
# fields have types: what is read, and what runs on the way.
import re
from dataclasses import dataclass


class Plain:
    unit = "m"
    shared = []

    def __init__(self, x):
        self.x = x
        self.items = [x]

    @property
    def double(self):
        self.x = float(self.x)
        return self.x * 2

    def method(self):
        self.x = str(self.x)
        return self


class Descriptor:
    def __get__(self, instance, owner):
        if instance is None:
            return self
        instance.x = "set by a descriptor"
        return 1


class Described:
    d = Descriptor()

    def __init__(self):
        self.x = 1


class Asked:
    def __init__(self):
        self.x = 1

    def __getattr__(self, name):
        self.x = name
        return self


@dataclass(frozen=True)
class Frozen:
    k: int
    v: str = "v"


class Derived(Frozen):
    @property
    def y(self):
        return self.k

    @y.setter
    def y(self, value):
        object.__setattr__(self, "k", value)


def main():
    print(re.sub("a", "b", "banana"))
    p = Plain(3)
    print(hasattr(p, "x"), hasattr(p, "nope"), hasattr(p, "unit"), getattr(p, "x"), getattr(p, "nope", "default"))
    items = getattr(p, "items")
    items.append("text")
    getattr(p, "shared").append(p)
    print(p.items, getattr(p, "unit"), Plain.shared[0].x + 1, getattr(p, "shared")[0] is p)
    print(hasattr(p, "double"), p.x, getattr(p, "double"), p.x)
    print(getattr(p, "method")().x, p.x)
    bound = getattr(p, "method")
    bound.__self__.x = None
    print(p.x)
    d = Described()
    print(hasattr(d, "d"), d.x, getattr(d, "d"))
    a = Asked()
    print(getattr(a, "anything") is a, a.x, hasattr(a, "more"), a.x)
    f = Frozen(1)
    print(f, hash(f) == hash((1, "v")), f == Frozen(1))
    for action in (lambda: setattr(f, "k", "text"), lambda: f.__setattr__("k", 2), lambda: delattr(f, "v")):
        try:
            action()
        except Exception as error:
            print(type(error).__name__, error)
    g = Derived(5)
    g.y = "new"
    print(g.y, g.k)
    setattr(g, "y", 1.5)
    print(g, g.k)
    g.other = [1]
    print(g.other)


main()
