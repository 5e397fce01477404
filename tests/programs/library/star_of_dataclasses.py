from dataclasses import *
@dataclass(kw_only=True)
class A:
    x: int
    y: int = 3
print(A(x=1), A(x=1) == A(x=1, y=3))
try: A(1)
except TypeError as e: print(e)
@dataclass(order=True, frozen=True)
class B:
    a: int
    b: str = field(default="q", compare=False)
print(sorted([B(3), B(1), B(2)]), hash(B(1)) == hash(B(1, "z")), B(1) < B(2))
try: B(1).a = 3
except FrozenInstanceError as e: print(type(e).__name__, e)
try: del B(1).a
except FrozenInstanceError as e: print(e)
@dataclass
class C:
    a: int
    scale: InitVar[int] = 2
    items: list = field(default_factory=list, repr=False)
    _: KW_ONLY = None
    z: int = 9
    def __post_init__(self, scale):
        self.a *= scale
c = C(4, 5, z=1)
print(c, c.items, asdict(c), astuple(c), replace(c, a=1, scale=1))
print([f.name for f in fields(C)], is_dataclass(C), is_dataclass(c))
@dataclass(slots=True)
class D(B.__mro__[1]):
    a: int
    b: float = 1.5
d = D(1)
print(d, D.__slots__)
try: d.q = 1
except AttributeError as e: print(e)
@dataclass(slots=True)
class E(D):
    c: int = 3
e = E(1, 2.0, 4)
print(e, E.__slots__, isinstance(e, D), E.__mro__)
print(D.a, type(D.a))
print(E.__dataclass_params__)
@dataclass(eq=False)
class F:
    x: int
print(F(1) == F(1), F.__hash__ is object.__hash__)
@dataclass(unsafe_hash=True)
class G:
    x: int
    y: list = field(hash=False, default_factory=list)
print(hash(G(1)) == hash(G(1, [2])))
@dataclass(repr=False, match_args=False)
class H:
    x: int
print(repr(H(1)).startswith('<__main__.H object'), hasattr(H, '__match_args__'))
M = make_dataclass('M', [('x', int), ('y', int, field(default=5))], namespace={'s': lambda self: self.x + self.y})
print(M(1), M(1).s())
@dataclass
class N:
    a: int
    b: "N" = None
    c: dict = field(default_factory=dict)
print(asdict(N(1, N(2), {'k': N(3)})))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
@dataclass
class P2:
    x: int = field(metadata={'u': 1}, default=0)
    y: int = field(init=False, default=7)
print(P2(3), fields(P2)[0].metadata['u'], fields(P2)[1].init)
@dataclass
class Base:
    x: int
    y: int = 0
@dataclass
class Derived(Base):
    x: float = 1.0
    z: int = 2
print(Derived(), Derived.__match_args__)
match Derived(3, 4, 5):
    case Derived(a, b, c): print(a, b, c)
