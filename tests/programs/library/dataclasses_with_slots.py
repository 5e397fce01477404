from dataclasses import dataclass, field, fields, asdict, replace, astuple
import math
from typing import ClassVar, List, Optional
DEFAULT = 7
@dataclass(slots=True)
class P:
    x: int
    y: float = math.pi
    n: int = DEFAULT
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=3, init=False, repr=False)
    def norm(self): return self.x * 2
p = P(1)
p.tags.append("a")
print(p, p.norm(), p.hidden, P.__slots__)
try: p.z = 1
except AttributeError as e: print(e)
try: print(p.__dict__)
except AttributeError as e: print(e)
print(asdict(p), astuple(p), replace(p, x=5), p == P(1, tags=["a"]))
@dataclass(slots=True, order=True)
class Q(P):
    w: int = 9
    x: int = 4
q = Q()
print(q, Q.__slots__, q < Q(5), [f.name for f in fields(q)])
@dataclass(frozen=True, slots=True)
class F:
    a: int
    b: Optional["F"] = None
f = F(1, F(2))
print(f, hash(f) == hash((1, F(2))))
for fn in (lambda: setattr(f, 'a', 2), lambda: setattr(f, 'c', 2)):
    try: fn()
    except Exception as e: print(type(e).__name__, e)
import copy, pickle
print(copy.copy(f), copy.deepcopy(f) == f, pickle.loads(pickle.dumps(f)) == f)
@dataclass(slots=True)
class Node:
    value: int
    left: Optional["Node"] = None
    right: Optional["Node"] = None
    def total(self):
        t = self.value
        if self.left is not None: t += self.left.total()
        if self.right is not None: t += self.right.total()
        return t
print(Node(1, Node(2), Node(3, Node(4))).total())
class Plain: pass
@dataclass(slots=True)
class OverPlain(Plain):
    v: int = 1
o = OverPlain(); o.other = 3
print(o, o.__dict__)
@dataclass(slots=True)
class Bad:
    v: tuple = (1, 2)
print(Bad(), Bad.__slots__)
class Opt:
    pass
match p:
    case P(x=1, y=yy): print("matched", yy)
match Node(5):
    case Node(v, None, None): print("leaf", v)
@dataclass
class M:
    a: int = field(default=1, metadata={'unit': 'm', 'max': 10})
    b: str = field(default="q", metadata=dict(doc="text"))
for fl in fields(M):
    print(fl.name, fl.metadata, fl.metadata.get('unit', '-'), 'doc' in fl.metadata, list(fl.metadata.items()), len(fl.metadata))
print(str(fields(M)[0]).count("metadata=mappingproxy({"))


@dataclass
class Base:
    x: int
    y: int = 2
    z: ClassVar[int] = 3


@dataclass(slots=True)
class Slotted(Base):
    w: int = 5


s = Slotted(1)
s.more = 6
print(s, Slotted.__slots__, vars(s), Base(1), list(Base.__dataclass_fields__))
