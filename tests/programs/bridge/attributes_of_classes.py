# Attributes of CPython's classes, read again and again while classes and
# their metaclasses change.
import enum
import types


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Flags(enum.Flag):
    A = 1
    B = 2


class Eq(enum.Enum):
    X = 1
    Y = 2

    def __eq__(self, other):
        return True

    __hash__ = enum.Enum.__hash__


class Meta(type):
    def __getattr__(cls, name):
        return f"made {name}"

    @property
    def guarded(cls):
        return "of the metaclass"


class Made(metaclass=Meta):
    value = 1


class Strange(type):
    def __getattribute__(cls, name):
        return "always " + name


class Always(metaclass=Strange):
    value = 1


def read(n):
    out = []
    for i in range(n):
        out.append((Color.RED is Color.RED, Color.RED == Color.GREEN, Color.RED != Color.GREEN, Level.LOW == 1, Level.HIGH > Level.LOW))
        out.append((Eq.X == Eq.Y, Eq.X != Eq.Y, Color.RED == 1, 1 == Color.RED, (Flags.A | Flags.B) == Flags.B))
        out.append((Made.value, Made.missing, Made.guarded, Always.value, Always.other))
        if i == 1:
            Made.value = 2
        if i == 2:
            del Made.value
        if i == 3:
            Made.value = 3
            Meta.guarded = "replaced"
        if i == 4:
            types.SimpleNamespace.note = 5 if False else None
    return out


try:
    for row in read(4):
        print(row)
except Exception as error:
    print(type(error).__name__, error)


def of_library():
    seen = set()
    for _ in range(3):
        seen.add((types.FunctionType is type(of_library), int.real is int.real, str(enum.Enum.__doc__)[:4]))
    return sorted(seen)


print(of_library())
counts = {}
for i in range(10):
    color = Color.RED if i % 3 else Color.GREEN
    counts[color] = counts.get(color, 0) + 1
print(counts[Color.RED], counts[Color.GREEN], [c.name for c in Color], Color(1), Color["GREEN"])
try:
    Color.BLUE
except AttributeError as error:
    print(error)
