"""functools.singledispatch in a program that needs nothing else of CPython's."""
from abc import ABC
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence, Sized
from functools import singledispatch
from typing import Union


@singledispatch
def show(x, indent=0):
    """Shows anything."""
    return " " * indent + f"? {x!r}"


@show.register
def _(x: int, indent=0):
    return " " * indent + f"int {x}"


@show.register(str)
def show_str(x, indent=0):
    return " " * indent + f"str {x}"


@show.register(float)
@show.register(complex)
def _(x, indent=0):
    return " " * indent + f"number {x}"


@show.register
def _(x: list | tuple, indent=0):
    return "\n".join([" " * indent + type(x).__name__] + [show(y, indent=indent + 2) for y in x])


@show.register
def _(x: Mapping, indent=0):
    return "\n".join(f"{' ' * indent}{k}: {show(v)}" for k, v in x.items())


@show.register
def _(x: None, indent=0):
    return "nothing"


class Base:
    pass


class Derived(Base):
    pass


class Other(Derived, ABC):
    pass


show.register(Base, lambda x, indent=0: "base " + type(x).__name__)
print(show(3), show(True), show("s"), show(2.5), show(1j), show(None), show(b"x"), show({1}), show(Derived()), show(Other()))
print(show([1, "a", (2.0, [None])]))
print(show({"a": [1]}), show(OrderedDict(b=2)))
print(show.__name__, show.__doc__, show.__wrapped__(5), show_str("plain"), show(x := 4, indent=1), x)
print(show.dispatch(bool) is show.dispatch(int), show.dispatch(Derived) is show.dispatch(Base), show.dispatch(dict) is show.dispatch(Mapping))
for bad in (lambda: show(), lambda: show.register(5), lambda: show.register(lambda x: x), lambda: show.register(3, lambda x: x)):
    try:
        print(bad())
    except TypeError as e:
        print(str(e).split(" at 0x")[0])


def annotated(x: 7):
    pass


try:
    show.register(annotated)
except TypeError as e:
    print(e)


@singledispatch
def size(x):
    return "no size"


@size.register(Iterable)
def _(x):
    return "iterable"


@size.register(Sized)
def _(x):
    return "sized"


class Countable:
    def __len__(self):
        return 2


print(size(Countable()), size(x for x in ""), size(3))
try:
    print(size([]))
except RuntimeError as e:
    print(e)


@size.register(Sequence)
def _(x):
    return "sequence"


print(size([]), size("s"), size((1,)))


class Late:
    pass


print(size(Late()))
Sized.register(Late)
print(size(Late()))


class Shape:
    pass


class Circle(Shape):
    def __init__(self, r):
        self.r = r


class Square(Shape):
    def __init__(self, s):
        self.s = s


@singledispatch
def area(shape):
    raise NotImplementedError(type(shape).__name__)


@area.register
def _(shape: Circle):
    return 3 * shape.r**2


@area.register
def _(shape: Square):
    return shape.s**2


print(sum(area(s) for s in [Circle(1), Square(2), Circle(3)] * 3))
try:
    area(Shape())
except NotImplementedError as e:
    print(repr(e))


@singledispatch
def kind(value):
    return "other"


@kind.register
def _(value: Union[list, set]):
    return "collection"


@kind.register
def _(value: int | float):
    return "number"


print(kind([1]), kind({2}), kind(3), kind(0.5), kind(None))
