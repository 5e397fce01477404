# isinstance of values of any type and built-in classes.
class L(list): pass
class S(str): pass
class I(int): pass
class Fake:
    @property
    def __class__(self):
        return int
class FakeS:
    __class__ = str
import collections, enum, fractions
class Color(enum.IntEnum):
    RED = 1
class Flag(enum.Enum):
    A = "a"
Pt = collections.namedtuple("Pt", "x y")

def kind(x):
    out = []
    if isinstance(x, int): out.append("int")
    if isinstance(x, bool): out.append("bool")
    if isinstance(x, float): out.append("float")
    if isinstance(x, str): out.append("str")
    if isinstance(x, list): out.append("list")
    if isinstance(x, dict): out.append("dict")
    if isinstance(x, tuple): out.append("tuple")
    if isinstance(x, bytes): out.append("bytes")
    if isinstance(x, (int, float)): out.append("number")
    if isinstance(x, (str, bytes)): out.append("text")
    if isinstance(x, (list, tuple, dict)): out.append("container")
    if isinstance(x, (bool, str)): out.append("bool or str")
    if isinstance(x, (int, set)): out.append("int or set")
    if isinstance(x, (bool, (str, float))): out.append("nested")
    if isinstance(x, ()): out.append("never")
    if isinstance(x, type): out.append("type")
    if isinstance(x, int | str): out.append("union")
    return out

def main():
    things = [1, True, None, 2.5, 1e300, 0.0, "x", "", b"y", [1], [], {}, {1: 2}, (), (1,), {1}, frozenset(), 2**70, -2**62,
              L(), S("q"), I(3), Fake(), FakeS(), Color.RED, Flag.A, Pt(1, 2), collections.OrderedDict(), collections.defaultdict(int), collections.Counter(),
              fractions.Fraction(1, 2), 3j, kind, int, L, range(3), iter([]), ..., bytearray(b"s"), memoryview(b"s"), object(), NotImplemented]
    for x in things:
        print(type(x).__name__, kind(x))
main()
class Meta(type):
    def __instancecheck__(cls, x):
        print("asked", cls.__name__, x)
        return True
class M(metaclass=Meta): pass
def g(x):
    return isinstance(x, (int, M)), isinstance(x, M), isinstance(x, (M, int))
for x in [1, "s", M()]:
    print(g(x) if not type(x) is M else g(x)[1:])
try:
    print(isinstance(*(1, 2)))
except TypeError as e:
    print(e)
