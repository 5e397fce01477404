"""Attributes that may be missing: `hasattr`, `getattr` with a default, `__getattr__`, properties that raise AttributeError."""


class Plain:
    kind = "plain"

    def __init__(self):
        self.x = 1

    @property
    def broken(self):
        return self.nothing

    @property
    def worse(self):
        raise ValueError("worse")


class Lazy:
    def __init__(self):
        self.made = []

    @property
    def broken(self):
        return self.__dict__["no"].thing if False else [].missing

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        self.made.append(name)
        return name.upper()


class Asked(Plain):
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("secret is secret")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return "fallback " + name


class Slotted:
    __slots__ = ("a", "b")


p, l, a, s = Plain(), Lazy(), Asked(), Slotted()
for o in (p, l, a, s, 3, "x", [], len, {}, zip([1]), None):
    shown = [hasattr(o, n) for n in ("x", "kind", "broken", "keys", "a", "nope", "__len__", "secret")]
    print(type(o).__name__, shown, getattr(o, "nope", "default"), getattr(o, "broken", "default"))
print(l.made, l.other, a.secret, a.x, a.missing)
for o, n in ((p, "worse"), (p, "nope"), (l, "nothing"), (s, "a"), (s, "c"), (p, "broken"), (3, "nope")):
    try:
        print(getattr(o, n))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "name", None), getattr(e, "obj", None) is o)
try:
    print(hasattr(p, "worse"))
except ValueError as e:
    print(e)
print(dict(zip("ab", [1, 2])), dict([("k", 1)]), dict({"z": 1}), {}.update([(1, 2)]))


class Mapping:
    def keys(self):
        return ["q"]

    def __getitem__(self, key):
        return key * 2


print(dict(Mapping()))
try:
    dict(3)
except TypeError as e:
    print(e)
