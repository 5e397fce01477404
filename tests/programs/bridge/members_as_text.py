# Members of an enum that are strs are text wherever text is asked for.
from enum import Enum, StrEnum


class Unit(StrEnum):
    ONE = "one"
    TWO = "zwei"


class Letter(str, Enum):
    A = "a"


def show(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


print("-".join(Unit), ",".join([Unit.ONE, "x", Letter.A]), "".join([Unit.ONE]) == "one", "_".join({Letter.A: 1}))
print("a,one".split(Unit.ONE), "one,a".rsplit(Unit.ONE), "xoney".partition(Unit.ONE), "xoney".rpartition(Letter.A))
print("one".replace(Unit.ONE, "x"), "x".replace("x", Unit.TWO), "one".strip(Unit.ONE) == "", "bar".rstrip("r").rstrip(Letter.A))
print("one".startswith(Unit.ONE), "one".startswith((Letter.A, Unit.ONE)), "one".endswith(Unit.TWO), Unit.ONE in "xone")
print("one".find(Unit.ONE), "anna".count(Letter.A), "_one_".index(Unit.ONE), "one".removeprefix(Unit.ONE), "b".ljust(3, Letter.A))
print("b".translate({98: Unit.ONE}), "one".maketrans(Unit.ONE, "abc"), bytes(Unit.ONE, "ascii"), str(b"x", Letter("a").replace("a", "ascii")))
print("a", "b", sep=Unit.ONE, end=Letter.A + "\n")


class Box:
    one = 1


print(getattr(Box, Unit.ONE), hasattr(Box, Unit.TWO))
setattr(Box, Unit.TWO, 2)
print(Box.zwei, type(Unit.ONE, (), {}).__name__)


def takes(**names):
    return len(names), "one" in names, names["zwei"]


print(takes(**{Unit.ONE: 1, Unit.TWO: 2}))
show(lambda: float(Unit.TWO))
show(lambda: format(3, Unit.ONE))
show(lambda: "".join([Unit.ONE, 5]))
show(lambda: takes(**{5: 1}))
for given in (("a", 1, {}), (1, (), {}), ("a", (), 5)):
    show(lambda: type(*given))


# A function in the place of a metaclass gets a namespace that `type` takes.
def make(name, bases, namespace):
    namespace["made"] = name
    return type(name, bases, namespace)


class Made(metaclass=make):
    x = 1

    def get(self):
        return self.x


print(Made.made, type(Made), Made().get())
