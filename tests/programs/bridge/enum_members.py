"""Members of enums: their names, values, hashes and comparisons, as they come and not."""
import enum
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique


class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = (1, 2)
    CRIMSON = 1

    def describe(self):
        return f"{self.name}={self.value}"

    @property
    def first(self):
        return str(self.value)[0]


class Op(IntEnum):
    PUSH = 0
    ADD = 1
    BIG = 10**12
    NEG = -5


class Perm(Flag):
    R = 4
    W = 2
    X = 1


class Bits(IntFlag):
    A = 1
    B = 2


class Named(Enum):
    """With a value of its own."""
    ONE = 1
    TWO = 2

    @property
    def value(self):
        return self._value_ * 100


class Hashed(Enum):
    A = 1
    B = 2

    def __hash__(self):
        print("hash", self.name)
        return 5


class Text(str, Enum):
    A = "a"
    B = "b"


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


class HasValue(Enum):
    value = 3
    name = 4


class Odd(IntEnum):
    A = 1

    def __eq__(self, other):
        return "odd"

    __hash__ = IntEnum.__hash__


def use(members):
    counts = {}
    for i in range(3):
        for member in members:
            counts[member] = counts.get(member, 0) + 1
    return [(member.name, member.value, count) for member, count in counts.items()]


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def main():
    print(use(list(Color)), use([Color.RED, Color.CRIMSON]))
    print(use(list(Op)), use(list(Perm)), use([Bits.A | Bits.B, Bits.A]))
    print(use(list(Named)), use(list(Text)))
    print(use(list(Hashed)))
    print([(p.name, p.mass, p.value) for p in Planet], use(list(Planet)))
    attempt(lambda: [(m, m.value, m.name) for m in HasValue])
    for color in Color:
        print(color, repr(color), color.describe(), color.first, color == Color.RED, color is Color.CRIMSON, color != 1)
    ops = [Op.PUSH, Op.ADD, Op.BIG, Op.NEG, 0, 1, -5, 10**12, 2**70, True, 1.0, "x"]
    for a in ops[:4]:
        print([a == b for b in ops], [b != a for b in ops])
        print([a < b for b in ops[:-1]], [b >= a for b in ops[:-1]])
    attempt(lambda: Op.ADD < "x")
    attempt(lambda: Color.RED < Color.GREEN)
    print(Op.ADD == Bits.A, Op.ADD < Bits.B, Odd.A == 1, Odd.A == Op.ADD, 1 == Odd.A, Odd.A < 2)
    print({Op.ADD: "one"}[1], {1: "one"}[Op.ADD], hash(Op.BIG) == hash(10**12))
    print({Text.A: 1}["a"], hash(Text.A) == hash("a"), hash(Color.RED) == hash("RED"))
    print(Perm.R | Perm.W, (Perm.R | Perm.W).value, Perm.R in (Perm.R | Perm.X))
    attempt(lambda: setattr(Color.RED, "value", 5))
    attempt(lambda: setattr(Color.RED, "name", 5))
    attempt(lambda: Color.RED.missing)
    Color.RED._value_ = 77
    print(Color.RED.value, Color.RED)
    Color.RED._value_ = 1
    Color.GREEN.extra = 9
    print(Color.GREEN.extra, Color.GREEN.__dict__["_name_"])
    table = {Color.RED: "stop", Color.GREEN: "go"}
    print(table[Color.RED], table.get(Color.BLUE), Color["GREEN"], Color(1), Color.BLUE in table)
    print(len({Color.RED, Color.CRIMSON, Color.BLUE}))
    old = Enum.__hash__
    Enum.__hash__ = lambda self: 3
    print(hash(Color.RED), hash(Color.BLUE))
    Enum.__hash__ = old
    print(hash(Color.RED) == hash("RED"))


main()
