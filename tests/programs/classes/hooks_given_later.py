# Special methods that change what stores, reads and calls do, given to classes after their bodies.


class Doubled:
    def __init__(self, n):
        self.n = n

    def show(self):
        return self.n


def double(self, name, value):
    object.__setattr__(self, name, value * 2)


print(Doubled(1).show())
Doubled.__setattr__ = double
doubled = Doubled(2)
print(doubled.show())
doubled.n += 1
print(doubled.n, doubled.__dict__)


class Logged:
    def __init__(self, n):
        self.n = n

    def show(self):
        return self.n


class LoggedToo(Logged):
    pass


def log_reads(cls):
    found = cls.__getattribute__

    def read(self, name):
        print("read", name)
        return found(self, name)

    cls.__getattribute__ = read
    return cls


print(Logged(1).show())
log_reads(Logged)
print(Logged(2).show(), LoggedToo(3).n)


class Shared:
    def __init__(self, n=0):
        self.n = n


def shared(cls, *args):
    if "only" not in cls.__dict__:
        cls.only = object.__new__(cls)
    return cls.only


for name, method in [("__new__", shared)]:
    setattr(Shared, name, method)
first, second = Shared(1), Shared(2)
print(first is second, first.n)


def freeze(cls):
    def refuse(self, name, value):
        raise AttributeError(f"{type(self).__name__} is frozen")

    setattr(cls, "__setattr__", refuse)


class Point:
    def __init__(self, x):
        self.x = x


point = Point(1)
freeze(Point)
try:
    point.x = 2
except AttributeError as error:
    print(error)
print(point.x)
