"""Fields that a `with` binds are set only if nothing swallows what raises before;
attributes are deleted by names; `__class__`, `__get__` and metaclasses hand classes out."""
from contextlib import suppress


class Opens:
    def __init__(self, path):
        with suppress(OSError), open(path) as self.file:
            self.text = self.file.read()

    def name(self):
        return self.file.name


class Unpacks:
    def __init__(self, pair):
        with suppress(ValueError), Entered(pair) as (self.a, self.b):
            pass


class Entered:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *details):
        return False


class Single:
    def __init__(self):
        with Entered(1.5) as self.value:
            pass


class Dropped:
    def __init__(self):
        self.x = 1.5


class Cell:
    items = [1, 2]
    n = 1

    def spoil(self):
        __class__.items.append("x")
        __class__.n = 0.5
        return __class__

    def sum(self):
        return sum(self.items) + self.n

    def another(self):
        return __class__()


class Reveals:
    def __get__(self, instance, owner):
        owner.count = 2.5
        owner.names.append(3)
        return owner


class Revealed:
    shown = Reveals()
    count = 1
    names = ["a"]

    def add(self):
        return self.count + 1


class Money:
    def __mul__(self, other):
        return -2.0

    def __pow__(self, other):
        return -4.0


def roots(v):
    return [type((v * v) ** 0.5).__name__, type((v ** 2) ** 0.5).__name__]


def attempt(function):
    try:
        print(function())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


attempt(lambda: Opens("/nonexistent/file").name())
attempt(lambda: Unpacks((1, 2)).b)
attempt(lambda: Unpacks((1, 2, 3)).a)
attempt(lambda: Single().value)
d = Dropped()
getattr(d, "__delattr__")("x")
attempt(lambda: d.x)
attempt(lambda: Cell().another().sum())
print(Cell().spoil() is Cell, Cell.n)
attempt(lambda: Cell().sum())
attempt(lambda: Revealed().add())
print(Revealed().shown is Revealed, Revealed.names)
attempt(lambda: Revealed().add())
print(roots(Money()), roots(2), roots(-1.5))
for name, value in ("__cause__", 5), ("__context__", "x"), ("args", None):
    error = ValueError("a")
    attempt(lambda: setattr(error, name, value))
    attempt(lambda: delattr(error, name))
