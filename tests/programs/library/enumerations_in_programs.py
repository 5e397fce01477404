# exit: 1
# stderr-last: Op.ADD
from enum import Enum
class Op(Enum):
    ADD = "+"
    SUB = "-"
    def apply(self, a, b):
        if self is Op.ADD: return a + b
        if self is Op.SUB: return a - b
        raise NotImplementedError
class Weekday(Enum):
    MON = 1
    TUE = 2
    WED = 3
    @classmethod
    def from_index(cls, i): return cls(i % 3 + 1)
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented
    def __repr__(self): return f"<day {self.name}>"
print([Op(c).apply(6, 2) for c in "+-"], Weekday.from_index(4), sorted([Weekday.WED, Weekday.MON]), Weekday.MON < Weekday.TUE, max(Weekday))
try:
    Weekday.MON < 3
except TypeError as e: print(e)
from dataclasses import dataclass, field
@dataclass
class Task:
    name: str
    day: Weekday = Weekday.MON
    tags: list = field(default_factory=list)
t = Task("x"); u = Task("y", Weekday.TUE)
print(t, u, t == Task("x"), t.day is Weekday.MON)
groups = {}
for i in range(7):
    groups.setdefault(Weekday.from_index(i), []).append(i)
print(groups)
print({d.name: len(v) for d, v in groups.items()}, [d for d in Weekday if d in groups])
def f(day: Weekday = Weekday.WED) -> str:
    return day.name
print(f(), f(Weekday.TUE), any(d is Weekday.MON for d in Weekday), dict(zip(Weekday, "abc")), dict(enumerate(Weekday)))
x = None
for d in Weekday:
    x = d if x is None or d < x else x
print(x, x == None, x != Weekday.MON, Weekday.MON in [Weekday.MON], [Weekday.MON, 1].index(1), (Weekday.MON,) == (Weekday.MON,))
print(Weekday.__members__["MON"], list(Weekday.__members__), len(Weekday.__members__))
class Level(Enum):
    LOW = (1, "low")
    HIGH = (2, "high")
    def __init__(self, n, label):
        self.n = n
        self.label = label
    @classmethod
    def by_label(cls, label):
        for m in cls:
            if m.label == label: return m
        raise KeyError(label)
print(Level.by_label("high"), Level.LOW.n, Level((1, "low")), [m.label for m in Level])
try: Level.by_label("zz")
except KeyError as e: print("key", e)
print(str(Op.ADD) + "!", repr(Op), Op.ADD.value, hash(Op.ADD) == hash("ADD"), Op.ADD == "+", Op["SUB"])
def visit(o):
    return {Op.ADD: lambda: "plus", Op.SUB: lambda: "minus"}[o]()
print(visit(Op.SUB))
Op.EXTRA = 5
print(Op.EXTRA, list(Op))
raise SystemExit(Op.ADD)
