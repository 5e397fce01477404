"""Decorators that make a class again: its methods are told by the cell of `__class__`."""


def again(cls):
    names = {key: value for key, value in vars(cls).items() if key not in ("__dict__", "__weakref__")}
    names["__slots__"] = ("value",)
    new = type(cls)(cls.__name__, cls.__bases__, names)
    for value in vars(new).values():
        function = getattr(value, "__func__", getattr(value, "fget", value))
        for cell in getattr(function, "__closure__", None) or ():
            if cell.cell_contents is cls:
                cell.cell_contents = new
    return new


class Base:
    def show(self, n=1):
        return f"base {n}"

    @classmethod
    def named(cls):
        return cls.__name__


@again
class Inner(Base):
    def __init__(self, value=3):
        self.value = value

    def __init_subclass__(cls, **names):
        super().__init_subclass__(**names)
        print("made", cls.__name__, __class__ is Inner)

    def show(self, n=1):
        return "inner " + super().show(n)

    @classmethod
    def named(cls):
        return super().named() + "!"

    @property
    def shown(self):
        return super().show(7)

    def all(self):
        return [super(__class__, self).show(n) for n in range(2)], (lambda: super(__class__, self).show())()

    @staticmethod
    def own():
        return __class__ is Inner


@again
class Outer(Inner):
    __init__ = Inner.__init__

    def show(self, n=1):
        return "outer " + super().show(n)

    def deep(self):
        def inner():
            return super(Outer, self).show(3), __class__ is Outer

        return inner()


class Last(Outer):
    def show(self, n=1):
        return "last " + super().show(n)


for thing in (Inner(), Outer(4), Last(5)):
    print(thing.show(), thing.show(5), thing.named(), thing.shown, thing.all(), thing.own(), thing.value)
print(Outer().deep(), Last().deep(), Last.__mro__)


def same(cls):
    return cls


@same
class Same(Base):
    def show(self, n=2):
        return "same " + super().show(n)


print(Same().show(), Same.show.__closure__[0].cell_contents is Same, Same.show.__code__.co_freevars)


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


class Over(Slotted):
    __slots__ = ()

    @property
    def x(self):
        return super().x * 2

    @x.setter
    def x(self, x):
        Slotted.x.__set__(self, x + 1)

    def missing(self):
        return super().y


over = Over(3)
over.x = 5
print(over.x)
try:
    print(over.missing())
except AttributeError as error:
    print(error)
print([super(kind, kind(6)).x for kind in (Over, type("Made", (Slotted,), {}))])


class Asked(Base):
    def own(self):
        asked = super()
        return super().__class__.__name__, asked.__class__, asked.__thisclass__.__name__, type(super()).__name__


print(Asked().own())
