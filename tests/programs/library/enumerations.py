from enum import Enum, auto, IntEnum, StrEnum, unique
import enum
class Color(Enum):
    """Colours."""
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def mixed(self, other):
        return Color(max(self.value, other.value))
    @property
    def pretty(self):
        return self.name.title()
    @classmethod
    def parse(cls, text):
        for c in cls:
            if c.name.lower() == text.lower():
                return c
        return cls[text]
    @staticmethod
    def count():
        return len(Color)
print(Color.RED, repr(Color.RED), Color.CRIMSON, Color.CRIMSON is Color.RED, Color.RED.name, Color.RED.value)
print(list(Color), len(Color), Color(2), Color["BLUE"], Color.RED in Color)
print([c.pretty for c in Color], Color.parse("green"), Color.count(), Color.RED.mixed(Color.BLUE))
for bad in (lambda: Color(9), lambda: Color["NOPE"], lambda: Color.NOPE, lambda: Color.parse("x"), lambda: 3 in Color, lambda: Color.RED < Color.BLUE, lambda: Color(), lambda: setattr(Color, "RED", 5), lambda: Color([1])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(Color, type(Color), isinstance(Color.RED, Color), isinstance(Color.RED, Enum), Color.__doc__, Color.__name__, Color.__members__)
print({Color.RED: "r", Color.BLUE: "b"}[Color.BLUE], f"{Color.RED}", f"{Color.RED:>12}|", "%s" % Color.GREEN, str(Color.GREEN), format(Color.RED, "<10"))
print(Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.BLUE, Color.RED is Color(1), Color(Color.RED))
print(sorted(Color, key=lambda c: -c.value), list(reversed(Color)), max(Color, key=lambda c: c.value))
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    VENUS = (4.869e+24, 6.0518e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def gravity(self):
        return 6.67e-11 * self.mass / (self.radius * self.radius)
for p in Planet:
    print(p, p.value, p.gravity, p.mass)
class Pri(IntEnum):
    LOW = 1
    MID = 5
    HIGH = 10
print(Pri.LOW, repr(Pri.LOW), Pri.LOW < Pri.HIGH, Pri.LOW + 1, sorted([Pri.HIGH, Pri.LOW]), Pri(5), Pri["MID"], f"{Pri.MID}", f"{Pri.MID:03d}", "%d %s" % (Pri.LOW, Pri.LOW), Pri.LOW == 1, {1: 2}[Pri.LOW], [10, 20, 30][Pri.LOW], max(Pri), sum(Pri), int(Pri.HIGH), isinstance(Pri.LOW, int), Pri.LOW.name, hash(Pri.LOW))
class Mode(StrEnum):
    READ = auto()
    WRITE = "w"
print(Mode.READ, repr(Mode.READ), Mode.WRITE == "w", Mode.READ.upper(), Mode("w"), f"{Mode.READ:>8}", {"w": 1}[Mode.WRITE], list(Mode), Mode.READ + "x", len(Mode.WRITE), "rea" in Mode.READ, ",".join(Mode))
class Kind(str, Enum):
    A = "a"
    B = "b"
print(Kind.A, repr(Kind.A), Kind.A == "a", f"{Kind.A}", Kind("b"), Kind.A.value, Kind.A.upper(), "%s" % Kind.B, Kind.A in ("a", "b"), "a" in [Kind.A], {Kind.A: 1}["a"], Kind.A + "z", Kind.A < Kind.B)
class Num(int, Enum):
    ONE = 1
    TWO = 2
print(Num.ONE, repr(Num.ONE), Num.ONE + Num.TWO, f"{Num.TWO}", Num(2), str(Num.ONE))
class St(Enum):
    IDLE = auto()
    RUN = auto()
    DONE = auto()
    @classmethod
    def _missing_(cls, value):
        if value == "idle": return cls.IDLE
        return None
    def next(self):
        order = list(St)
        return order[(order.index(self) + 1) % len(order)]
    def __str__(self):
        return "state " + self.name.lower()
    def __bool__(self):
        return self is not St.DONE
print(St.IDLE, St.IDLE.next(), St.DONE.next(), St("idle"), bool(St.DONE), [s.value for s in St])
try:
    St("zzz")
except ValueError as e:
    print(e)
@unique
class U(Enum):
    A = 1
    B = "two"
    C = None
    D = 2.5
    E = (1, 2)
print([(u.name, u.value) for u in U], U(None), U((1, 2)), U(2.5))
def handle(s):
    match s:
        case St.IDLE: return 1
        case St.RUN: return 2
        case _: return 3
print([handle(s) for s in St])
class Base(Enum):
    def describe(self):
        return f"{self.__class__.__name__}.{self.name}={self.value!r}"
class Shape(Base):
    SQUARE = "sq"
    ROUND = "ro"
print([s.describe() for s in Shape], Shape("sq"))
import copy
print(copy.copy(Color.RED) is Color.RED, copy.deepcopy([Color.RED])[0] is Color.RED)
class Machine:
    def __init__(self): self.state = St.IDLE; self.log = []
    def step(self):
        old = self.state
        self.state = self.state.next()
        self.log.append((old, self.state))
m = Machine()
for _ in range(4): m.step()
print(m.log, m.state is St.RUN)
TABLE = {(St.IDLE, "go"): St.RUN, (St.RUN, "stop"): St.DONE}
print(TABLE.get((St.IDLE, "go")), TABLE.get((St.DONE, "go"), "none"))
d = {c: 0 for c in Color}
d[Color.RED] += 5
print(d, {c.name: c.value for c in Color}, set(Color) == {Color.RED, Color.GREEN, Color.BLUE})
class E0(Enum): pass
print(list(E0), len(E0), E0)
try: E0(1)
except TypeError as e: print(e)
print(enum.Enum, Color.RED.__class__, type(Color.RED).__name__, getattr(Color, "BLUE"), hasattr(Color, "X"))
try: Color.RED.value = 3
except AttributeError as e: print(e)
try: Color.RED = 3
except AttributeError as e: print(e)
try: del Color.RED
except AttributeError as e: print(e)
