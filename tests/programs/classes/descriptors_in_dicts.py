# Descriptors that keep values in the `__dict__` of who has them, and instances made by their dict.
import copy


class Positive:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__[self.name]

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name} must be positive")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        del instance.__dict__[self.name]


class Even(Positive):
    def __set__(self, instance, value):
        super().__set__(instance, value)
        instance.__dict__[self.name] = value * 2


class lazy:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner=None):
        value = self.function(instance)
        instance.__dict__[self.function.__name__] = value
        return value


class Box:
    width = Positive()
    height = Even()

    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.label = "box"

    @lazy
    def area(self):
        print("area of", self.label)
        return self.width * self.height


class Big(Box):
    def __init__(self, n):
        super().__init__(n, n)
        self.n = n


class Plain:
    def __init__(self, x):
        self.x = x
        self.items = [x]

    def copy(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__)
        new.x += 1
        return new

    def __copy__(self):
        new = type(self)(0)
        new.__dict__ = dict(self.__dict__)
        return new

    @classmethod
    def of(cls, **state):
        new = cls.__new__(cls)
        new.__dict__.update(state)
        return new


class Child(Plain):
    def __init__(self, x):
        super().__init__(x)
        self.y = x * 2


class Apart:
    def __init__(self, v):
        self.v = v


total = 0
for i in range(5):
    box, big = Box(i, i + 1), Big(i)
    box.width += 2
    total += box.width * box.height + big.n + big.height + Apart(i).v
print(total, box.area, box.area, big.area, box.__dict__, big.__dict__)
try:
    box.width = -1
except ValueError as error:
    print(error)
del box.width
try:
    box.width
except KeyError as error:
    print("KeyError", error)
plain, child = Plain(1), Child(2)
made = Child.of(x="text", y=None, z=3)
print(plain.copy().x, child.copy().y, child.copy().x, copy.copy(child).__dict__, made.x, made.y, made.z)
