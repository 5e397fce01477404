# Dataclasses over dataclasses of other modules, and over generic ones.
from modelled import models
from modelled.models import A, G
from dataclasses import dataclass, field, fields, asdict


@dataclass
class B(models.A):
    z: int = 2


@dataclass(order=True)
class C(A):
    z: list = field(default_factory=list)

    def total(self):
        return self.x + len(self.z)


@dataclass
class D(G[int]):
    w: int = 4


@dataclass
class E(models.A, models.G[str]):
    v: int = 5


@dataclass
class F(D):
    u: str = "u"


def show(a):
    return a.x if isinstance(a, A) else a.y


for c in (B(), C(3, [1]), D(1), E("q"), F(2, 3)):
    print(c, [f.name for f in fields(c)], asdict(c), show(c), isinstance(c, A))
print(C(3, [1]) == C(3, [1]), C(3, [1]).total(), C() < C(2), A(7), A(7) == B(7))


@dataclass
class Box(G[int]):
    item: int = 0


@dataclass
class IntBox(Box):
    n: int = 1


print([f.name for f in fields(IntBox)], IntBox(2), asdict(IntBox(3)))
