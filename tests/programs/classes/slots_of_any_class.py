"""`__slots__` of classes without a static type: which attributes instances may have."""


class Checked:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, o, owner):
        return self if o is None else o.__dict__.get(self.name, "unset")

    def __set__(self, o, value):
        # A write to `__dict__` of anything: no class here has a static type.
        o.__dict__[self.name] = value


class Point:
    __slots__ = ("x", "y", "__own")

    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.__own = x

    def own(self):
        return self.__own


class Plain:
    size = Checked()


class Open(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z
        self.size = Plain()
        self.size.size = z * 2


class Closed(Point):
    __slots__ = "w"

    def __init__(self, x, y, w):
        super().__init__(x, y)
        self.w = w


def attempt(o, name, value):
    try:
        setattr(o, name, value)
        return getattr(o, name)
    except AttributeError as error:
        return f"AttributeError {error}"


def direct(o):
    try:
        o.extra = 1
        return o.extra
    except AttributeError as error:
        return f"AttributeError {error}"


for turn in range(3):
    p, o, c = Point(1, 2), Open(3, 4, 5), Closed(6, 7, 8)
    print(p.x, p.y, p.own(), o.x, o.z, o.size.size, o.own(), c.w, c.x, c.own())
    for thing in (p, o, c):
        print([attempt(thing, name, turn) for name in ("x", "w", "z", "_Point__own", "__own", "q")], direct(thing))
    print(sorted(o.__dict__), hasattr(p, "__dict__"), hasattr(c, "__dict__"))
    if turn == 1:
        Closed.later = 5
for thing in (Point(1, 2), Closed(1, 2, 3)):
    for name in ("y", "q", "w"):
        try:
            delattr(thing, name)
            print("deleted", name)
        except AttributeError as error:
            print(error)
print(attempt(Closed(1, 2, 3), "later", 7), Closed.later)


def many(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more


def passed(function, *args, **kwargs):
    return function(*args, **kwargs)


print(passed(many, 1, c=3), passed(many, 1, 5, 6, 7, c=3, e=9, f=10), passed(many, a=1, b=0, c=2, d=1))
for args, kwargs in (((1,), {}), ((), {"c": 1}), ((1,), {"a": 2, "c": 3}), ((1, 2), {"c": 3, "d": 1, "b": 1})):
    try:
        print(passed(many, *args, **kwargs))
    except TypeError as error:
        print(error)
print(passed(lambda a, b, c, d: (a, b, c, d), 1, d=4, b=2, c=3), passed(lambda a, b, c, d, e=5: (a, e), 1, 2, c=3, d=4))
