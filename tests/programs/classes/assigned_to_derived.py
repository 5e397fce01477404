"""`Class.name = ...` on a class that inherits the name: until it has run, if it ever does, what is inherited is found."""


class Base:
    level = 10
    items = [1, 2]
    count = 0

    def method(self):
        return "base"

    def other(self, x):
        return x + 1

    @classmethod
    def made(cls):
        cls.count += 1
        return cls.count


class Derived(Base):
    pass


class Further(Derived):
    pass


def level():
    return Derived.level


def of(o):
    return o.level


o, f = Derived(), Further()
print(level() + 1, of(o), of(f), o.method(), f.method(), Derived.method(o))
if level() > 100:
    Derived.level = "never"
    Derived.other = lambda self: "never"
print(level() + 1, o.other(2), f.other(2.5))
Derived.level = 2.5
print(level() + 1, of(o), of(f), Base.level, Base().level)
Derived.method = lambda self: 5
print(o.method(), f.method(), Base().method(), Derived.method(o))
print(Base.made(), Derived.made(), Further.made())
Derived.count = 1.5
print(Base.made(), Derived.made(), Further.made(), Base.count, Derived.count, Further.count)
Derived.items = {"k": 1}
print(o.items, Base.items, f.items, len(Derived.items))
Base.items.append(3)
print(Base().items, [type(x).__name__ for x in (Base.items, Derived.items)])
