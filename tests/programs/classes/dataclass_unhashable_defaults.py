# Defaults that cannot be hashed are refused, as instances of other dataclasses are.
from dataclasses import dataclass, field
@dataclass
class A:
    x: int = 0
try:
    @dataclass
    class B:
        a: A = A()
    print(B())
except ValueError as e: print(e)
try:
    @dataclass
    class C:
        a: object = field(default=slice(None))
    print(C())
except ValueError as e: print(e)
try:
    @dataclass
    class D:
        a: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class D2:
        a: object = bytearray()
except ValueError as e: print(e)
@dataclass(frozen=True)
class F: x: int = 0
@dataclass
class G: a: F = F()
print(G())
class NH:
    __hash__ = None
try:
    @dataclass
    class H: a: object = NH()
except ValueError as e: print(e)


@dataclass(eq=False)
class Identity:
    x: int = 0


@dataclass(unsafe_hash=True)
class Hashed:
    x: int = 0


class Plain:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


@dataclass
class Holder:
    a: Identity = Identity(1)
    b: Hashed = Hashed(2)
    c: Plain = Plain()


print(Holder().a.x, Holder().b, Holder().a is Holder().a)
try:
    int(bytearray(b"1x"))
except ValueError as error:
    print(error)


# A field without an annotation.
try:
    @dataclass
    class Bare:
        a: int = 1
        b = field(default=2)
except TypeError as e:
    print(e)
D = [1]
try:
    @dataclass
    class G:
        b: list = D
    print(G())
except ValueError as e: print(e)
def mk(): return [1]
try:
    @dataclass
    class G2:
        b: list = mk()
    print(G2())
except ValueError as e: print(e)
@dataclass
class G3:
    b: str = "ab" * 3
    c: int = 3 + 4
    d: tuple = (1, 2) + (3,)
print(G3())
try:
    @dataclass
    class G4:
        b: str = [] * 3
except ValueError as e: print(e)
