# Only one line of bases may make instances larger by `__slots__`.
class Plain:
    pass


class Left(Plain):
    __slots__ = ("a", "b")


class Right(Plain):
    __slots__ = ("c",)


class Lower(Left):
    __slots__ = ("d",)


class Empty(Plain):
    __slots__ = ()


class WithDict(Plain):
    __slots__ = ("__dict__",) if False else ()


def show(f):
    try:
        print(f())
    except TypeError as error:
        print(error)


show(lambda: [c.__name__ for c in type("Both", (Left, Right), {}).__mro__])
show(lambda: [c.__name__ for c in type("Both", (Lower, Left), {}).__mro__])
show(lambda: [c.__name__ for c in type("Both", (Empty, Lower, WithDict), {}).__mro__])
show(lambda: [c.__name__ for c in type("Both", (Right, Lower), {}).__mro__])
try:

    class Both(Left, Right):
        pass

except TypeError as error:
    print(error)
