# Attributes of classes that are data descriptors: methods that store through
# them call them, in the class itself, above it and below it.
from functools import cached_property, singledispatch


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must not be negative")
        setattr(instance, self.name, value * 10)


class Person:
    age = Positive()
    count = 0

    def __init__(self, age):
        self.age = age
        self.count = self.count + 1


p = Person(3)
print(p.age, p.count, p.__dict__)
try:
    p.age = -1
except ValueError as error:
    print(error)


class Week:
    def __init__(self, first=0):
        self.first = first

    def get_first(self):
        return self._first % 7

    def set_first(self, value):
        self._first = value

    first = property(get_first, set_first)


w = Week()
w.set_first(10)
print(w.first, w.__dict__)


class Plain:
    def __init__(self):
        self.x = 1

    def show(self):
        return self.x


class Careful(Plain):
    @property
    def x(self):
        return "property"

    @x.setter
    def x(self, value):
        print("set", value)


print(Careful().show(), Plain().show(), Careful().x)


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = 1
        self.y = 2


class Above(Slotted):
    __slots__ = ()
    x = property(lambda self: "above", lambda self, value: print("above", value))


print(Above().x, Above().y, Slotted().x)


class Late:
    def __init__(self):
        self.n = 1

    def show(self):
        return self.n


class Later:
    def __init__(self):
        self.n = 1

    def show(self):
        return self.n


setattr(Late, "n", property(lambda self: "late", lambda self, value: print("setting", value)))
Later.n = property(lambda self: "later", lambda self, value: print("setting", value))
print(Late().show(), Late().n, Later().show(), Later().n)


# A property under several names.
class Misnamed:
    def __init__(self):
        self._value = None

    @property
    def value(self):
        return self._value

    @value.setter
    def writable(self, value):
        self._value = value * 2

    @value.deleter
    def removable(self):
        self._value = 42

    same = value


m = Misnamed()
m.writable = 4
print(m.value, m.writable, m.removable, m.same)
del m.removable
print(m.value)
try:
    del m.writable
except AttributeError as error:
    print(error)


# CPython's cached_property (the whole of functools is) keeps values in the instance.
@singledispatch
def describe(x):
    return "?"


class Circle:
    def __init__(self, r):
        self.r = r

    @cached_property
    def area(self):
        print("computing")
        return 3 * self.r**2


c = Circle(2)
print(c.area, c.area, c.__dict__)
del c.area
print(c.area, describe(c))
