# Dataclasses: frozen, ordered, slotted, hashed; and what object's own methods do to instances.
import copy
import pickle
from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass(frozen=True)
class P:
    x: int
    y: int = 3
    tags: list = field(default_factory=list)


p = P(1)
print(p, hash(P(1, 2, ())) == hash(P(1, 2, ())), len({P(1, 2, ()), P(1, 2, ())}))
for change in (lambda: setattr(p, "x", 2), lambda: delattr(p, "x")):
    try:
        change()
    except AttributeError as e:
        print(type(e).__name__, e)
try:
    p.x = 4
except AttributeError as e:
    print(type(e).__name__, e)
q = replace(p, x=9)
print(q, asdict(q), astuple(q), [f.name for f in fields(q)])
print(copy.copy(q), copy.deepcopy(q), pickle.loads(pickle.dumps(q)) == q)


@dataclass(order=True)
class Q:
    a: int
    b: str = "z"

    def __post_init__(self):
        self.c = self.a * 2


print(Q(1) < Q(2), sorted([Q(3), Q(1, "b"), Q(1)]), Q(5).c)


@dataclass(slots=True)
class S:
    a: int
    b: float = 2.0


s = S(1)
print(s)
try:
    s.other = 1
except AttributeError as e:
    print(e)


@dataclass(eq=False)
class E:
    v: int


print(E(1) == E(1), E(1))


class Spy:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __getattribute__(self, name):
        return 42 if name == "magic" else object.__getattribute__(self, name)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)


spy = Spy()
spy.x = 1
spy.x += 2
print(spy.x, spy.magic, spy.__dict__)
del spy.x
copied = copy.copy(spy)
print(type(copied).__name__, copied.__dict__)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = [1]


for clone in (copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))):
    one = clone(Slotted())
    print(one.a, hasattr(one, "b"))
