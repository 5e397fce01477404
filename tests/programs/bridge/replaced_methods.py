# Methods, properties and class attributes that are replaced while the program runs.


class A:
    k = 1

    def __init__(self, v=0):
        self.v = v

    def f(self):
        return self.v + 1

    def g(self):
        return self.f() + self.k


def through(a):
    return a.f(), a.g()


a = A(1)
print(through(a))
old = A.f
A.f = lambda self: old(self) * 10
print(through(a))
setattr(A, "f", lambda self: 200)
print(through(a))
A.k = 2.5
print(through(a))

A.__eq__ = lambda s, o: s.v == o.v
A.__repr__ = lambda s: "an A"
A.__len__ = lambda s: 5
A.__call__ = lambda s, x: x
print(a == A(1), repr(a), len(a), a(3), [a])
A.__init__ = lambda self, v=0: setattr(self, "v", v * 2)
print(A(4).v, A().v)
A.prop = property(lambda s: s.v * 100)
A.sm, A.cm = staticmethod(lambda x: x), classmethod(lambda c: c.__name__)
print(a.prop, a.sm(2), A.sm(3), a.cm())
del A.f
try:
    a.f()
except AttributeError as e:
    print(e)


class Own:
    def __init__(self, v):
        self.v = v

    def f(self):
        return self.v


class Heir(Own):
    def g(self):
        return self.f(), super().f()


def give(o, f):
    o.f = f


first, second, third = Own(1), Own(2), Heir(3)
print(first.f(), second.f(), third.g())
first.f = lambda: "own"
give(second, lambda: "given")
print(first.f(), second.f(), Own(4).f(), third.g())
Own.f = lambda self: "all"
print(first.f(), Own(4).f(), third.g())


class Traced:
    def run(self, n):
        return n * 2

    def twice(self, n):
        return self.run(self.run(n))


def trace(cls):
    def wrap(f):
        return lambda self, *args: ("traced", f(self, *args))[1] + 1

    for name in ["run"]:
        setattr(cls, name, wrap(getattr(cls, name)))


print(Traced().twice(3))
trace(Traced)
print(Traced().twice(3))
delattr(Traced, "run")
try:
    Traced().twice(3)
except AttributeError as e:
    print(e)


def defaults(a, b=1, *, c=2):
    return a, b, c


def change(f):
    f.__defaults__ = ("x", "y")


print(defaults(0))
change(defaults)
defaults.__kwdefaults__ = {"c": "z"}
print(defaults(), defaults(0), defaults(0, 1, c=3))
