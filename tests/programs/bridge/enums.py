import enum
from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique

class Color(Enum):
    """Colors."""
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = RED

    def describe(self):
        return f"{self.name}={self.value}"

    @property
    def hexa(self):
        return {1: "f00", 2: "0f0", 3: "00f"}[self.value]

    @classmethod
    def default(cls):
        return cls.GREEN

    def __str__(self):
        return self.name.lower()

print(Color.RED, repr(Color.BLUE), Color.RED.describe(), Color.GREEN.hexa, Color.default())
print(list(Color), len(Color), Color.CRIMSON is Color.RED, Color['BLUE'], Color(2))
print(Color.__members__)
print(Color.__doc__)
try:
    Color(17)
except ValueError as e:
    print(e)
try:
    Color.RED = 5
except AttributeError as e:
    print(e)

class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    ALL = RW | X

print(Perm.RW, repr(Perm.R | Perm.X), Perm.R in Perm.RW, ~Perm.R, list(Perm.ALL), bool(Perm.R & Perm.W))

class Num(IntEnum):
    ONE = 1
    TWO = auto()
    def double(self):
        return self * 2
print(Num.TWO + 1, Num.ONE < Num.TWO, Num.TWO.double(), sorted([Num.TWO, Num.ONE]), f"{Num.ONE}", int(Num.TWO))

class S(StrEnum):
    FOO = auto()
    BAR = "bar!"
print(S.FOO, S.BAR.upper(), S("foo"), S.FOO == "foo", repr(S.BAR))

class IF(IntFlag):
    A = 1
    B = 2
    C = 4
print(IF.A | IF.B, IF(7), IF.A | 8, (IF.A | IF.C) & IF.C, repr(IF(0)))

class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def surface_gravity(self):
        G = 6.67300E-11
        return G * self.mass / (self.radius * self.radius)
print(Planet.EARTH.value, round(Planet.EARTH.surface_gravity, 3))

class Coord(bytes, Enum):
    def __new__(cls, value, label, unit):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        obj.unit = unit
        return obj
    PX = (0, 'P.X', 'km')
    PY = (1, 'P.Y', 'km')
print(Coord.PY, Coord.PY.label, Coord.PY.value, Coord(1))

class Dup(Enum):
    A = 1
    B = 2
try:
    @unique
    class Bad(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)

class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)
    X = auto()
    Y = auto()
print([m.value for m in Auto])

class Miss(Enum):
    A = 1
    OTHER = -1
    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            return cls[value.upper()]
        return cls.OTHER
print(Miss(99), Miss("a"))

Animal = Enum('Animal', 'ANT BEE CAT')
print(list(Animal), Animal.BEE.value)
An2 = Enum('An2', {'X': 10, 'Y': 20})
print(An2(20))
IE = IntEnum('IE', [('a', 5), ('b', 6)])
print(IE.a + IE.b)

d = {Color.RED: 'r', Num.ONE: 1}
print(d[Color.RED], d[1])
def f(c):
    match c:
        case Color.RED: return 'is red'
        case Color.GREEN | Color.BLUE: return 'other'
        case _: return 'none'
print(f(Color.RED), f(Color.BLUE), f(3))

class OrderedEnum(Enum):
    def __ge__(self, other):
        if self.__class__ is other.__class__:
            return self.value >= other.value
        return NotImplemented
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented
class Grade(OrderedEnum):
    A = 5
    B = 4
print(Grade.B < Grade.A, Grade.A >= Grade.B)
try:
    Grade.A < 3
except TypeError as e:
    print(e)

class Op(Enum):
    ADD = '+'
    SUB = '-'
    def __call__(self, a, b):
        return {'+': a + b, '-': a - b}[self.value]
print(Op.ADD(2, 3), Op('-')(5, 1))

class IntE(int, Enum):
    def __new__(cls, value, doc=None):
        obj = int.__new__(cls, value)
        obj._value_ = value
        obj.__doc__ = doc
        return obj
    A = 1, "first"
    B = 2, "second"
print(IntE.A + 1, IntE.B.__doc__, IntE(2))

class Outer:
    class Inner(Enum):
        A = 1
        B = 2
    kind = Inner.A
print(Outer.Inner.B, Outer().kind, Outer.kind.name)

def local():
    class L(Enum):
        P = 'p'
        Q = 'q'
    return L
L = local()
print(L.P, L('q'), L.__qualname__)
try:
    class Sub(Color):
        X = 1
except TypeError as e:
    print(e)
print(isinstance(Color.RED, Color), issubclass(Num, int), Color.RED in Color, type(Color.RED))
print(Color.RED.__class__.__name__, Color.__name__, Color.__module__)
import pickle, copy
print(copy.deepcopy(Color.RED) is Color.RED)
print(hash(Color.RED) == hash(Color.RED), Color.RED == 1, Color.RED != Color.BLUE)
for name, m in Perm.__members__.items():
    print(name, m.value)
from enum import Flag, KEEP, CONFORM, STRICT, EJECT, FlagBoundary, verify, UNIQUE, CONTINUOUS, member, nonmember, global_enum
class K(Flag, boundary=CONFORM):
    A=1
    B=2
print(K(7))
class W(Enum):
    a = 1
    @member
    def fn(): return 3
    b = nonmember(5)
print(W.fn, W.b)
