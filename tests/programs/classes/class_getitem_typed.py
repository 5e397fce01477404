# Classes with a `__class_getitem__`: they are typed as others are.
import types


class Stack:
    @classmethod
    def __class_getitem__(cls, item):
        return types.GenericAlias(cls, item)

    def __init__(self, *items):
        self.items = list(items)
        self.size = 0

    def push(self, item):
        self.items.append(item)
        self.size += 1
        return self


class Named(Stack):
    kinds = {}

    @classmethod
    def __class_getitem__(cls, item):
        if item not in cls.kinds:
            cls.kinds[item] = type(f"{cls.__name__}_{item}", (cls,), {"kind": item})
        return cls.kinds[item]


class Itself:
    @classmethod
    def __class_getitem__(cls, item):
        cls.last = item
        return cls

    def __init__(self, x):
        self.x = x

    def double(self):
        return self.x * 2


class Plain:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)

    def __init__(self):
        self.x = 1


class Factory:
    @classmethod
    def __class_getitem__(cls, item):
        made = cls()
        made.x = item
        return made

    def __init__(self):
        self.x = 0

    def get(self):
        return self.x


def make() -> Stack[int]:
    return Stack[int](1, 2).push("three")


print(make().items, Stack[int].__origin__ is Stack, Stack().push(1).size, Stack[str, int].__args__)
a, b = Named["a"](5), Named["b"]()
print(type(a).__name__, a.kind, b.push(2.5).items, a.items, isinstance(a, Stack), Named["a"] is type(a))
print(Itself["k"](4).double(), Itself(1.5).double(), Itself[list]("ab").double(), Itself.last)
print(Plain[3], Plain().x, Plain["a":"b"])
print(Factory[7].get() + 1, Factory["x"].get(), Factory().get())
for cls in (Stack, Named, Itself, Plain, Factory):
    print(cls.__name__, callable(cls.__class_getitem__))
try:
    Itself("a", "b")[0]
except TypeError as error:
    print(error)
try:
    Itself(1)[0]
except TypeError as error:
    print(error)
