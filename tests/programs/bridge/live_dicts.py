# An instance's __dict__ that is written to, and instances that change class.


class A:
    def __init__(self, v):
        self.v = v

    def f(self):
        return self.v + 1


a = A(1)
a.__dict__["v"] = 2.5
print(a.v, a.f())
d = a.__dict__
d["w"] = [a.f()]
print(a.w, sorted(d))
d.update(v=7)
print(a.f())
object.__setattr__(a, "v", 9)
print(a.f())
del d["v"]
try:
    a.f()
except AttributeError as e:
    print(e)


class Bunch:
    def __init__(self, **items):
        self.__dict__.update(items)


b = Bunch(x=1, y=2)
print(b.x + b.y, b.__dict__)


class Read:
    def __init__(self):
        self.x, self.y = 1, 2

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    def __repr__(self):
        return ", ".join(f"{k}={v}" for k, v in self.__dict__.items())


print(Read() == Read(), Read(), dict(Read().__dict__))


class Open:
    def show(self):
        return "open"

    def turn(self):
        self.__class__ = Shut


class Shut:
    def show(self):
        return "shut"


door = Open()
print(door.show())
door.turn()
print(door.show(), type(door).__name__)
