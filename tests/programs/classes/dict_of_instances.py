# `__dict__` is written in a class that derives from one with fixed fields, and its order is that of the stores.
class Base:
    def __init__(self, x, y=None):
        self.x, self.y = x, y

    def both(self):
        return self.x, self.y


class Loaded(Base):
    def load(self, state):
        self.__dict__.update(state)
        self.loaded = True
        return self


class Other(Base):
    pass


made = Loaded.__new__(Loaded).load({"x": 1, "y": 2, "z": 3})
print(made.both(), made.z, made.__dict__)
print(Loaded(4).load({"x": 5}).both(), Other(6, 7).both(), vars(Other(6)))


class Loader:
    def load(self, state):
        self.__dict__.update(state)
        return self


class Both(Base, Loader):
    pass


print(Both(1).load({"y": 9}).both())


class A:
    def __init__(self, **more):
        super().__init__()
        self.a = 1


class B(A):
    def __init__(self, b=2, **more):
        super().__init__(**more)
        self.b = b


class C(A):
    def __init__(self, c=3, **more):
        super().__init__(**more)
        self.c = c


class D(B, C):
    def __init__(self, **more):
        super().__init__(**more)
        self.d = len(self.__dict__)


class First(A):
    def __getattr__(self, name):
        return name

    def __init__(self):
        self.first = 0
        super().__init__()


print(D(b=20, c=30).__dict__, vars(B()), First().__dict__)


# A base class with empty `__slots__`, as abstract classes have, leaves the dict to the instance.
class Bare:
    __slots__ = ()


class Thing(Bare):
    def __init__(self, w):
        self.w = w


thing = Thing(1)
thing.__dict__["q"] = 3
thing.__dict__.update(w=4)
print(thing.q, thing.w, vars(thing))
other = Thing.__new__(Thing)
other.__dict__.update({"w": 9})
print(other.w)
