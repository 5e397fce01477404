from typing import NamedTuple, Optional
import typing, pickle, copy
from collections import namedtuple
class P(NamedTuple):
    """A point."""
    x: int
    y: int = 3
    z: Optional[int] = None
    LIMIT = 7
    @property
    def norm(self): return self.x + self.y
    @classmethod
    def origin(cls): return cls(0, 0)
    @staticmethod
    def st(): return 'st'
    def __add__(self, o): return P(self.x + o.x, self.y + o.y)
    def __str__(self): return f'<{self.x},{self.y}>'
class E(NamedTuple):
    pass
class R(typing.NamedTuple):
    name: str
    items: list = []
    def __repr__(self): return 'R!' + self.name
p = P(1)
print(repr(p), str(p), p, p.norm, P.origin(), P.st(), p + p, P.LIMIT, p[0], list(p), p == (1, 3, None), hash(p) == hash((1,3,None)))
print(P._fields, P._field_defaults, P.__doc__, P.__mro__, P.__bases__, p._replace(x=5), p._asdict(), P._make([1,2,3]), P.__name__, P.__module__, P.__qualname__)
print(E(), E._fields, R('a'), R('b').items is R('c').items, R.__doc__)
try: P()
except TypeError as e: print(e)
try: P(1,2,3,4)
except TypeError as e: print(e)
try: p.x = 3
except AttributeError as e: print(e)
try: p.q = 3
except AttributeError as e: print(e)
match p:
    case P(a, b): print('m', a, b)
match p:
    case P(x=1, y=yy): print(yy)
def local():
    class Q(NamedTuple):
        a: int
        b: str = 'q'
    return Q(1), Q(b='z', a=2), Q
print(*local())
print(pickle.loads(pickle.dumps(p)) == p, type(pickle.loads(pickle.dumps(p))) is P, copy.copy(p), copy.deepcopy(p))
F = NamedTuple('F', [('a', int), ('b', str)])
print(F(1, 'x'), F.__annotations__, F._fields)
N = namedtuple('N', 'a b'); print(N, N(1,2), pickle.loads(pickle.dumps(N(1,2))))
class S(P):
    def extra(self): return self.x * 100
print(S(2).extra(), S(2), isinstance(S(2), P), S(2)._replace(y=9))
print(sorted([P(3), P(1), P(2)]), max(P(3), P(1)), {P(1): 2}[P(1)])
try:
    class Bad(NamedTuple):
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    class Bad(NamedTuple):
        _a: int
except ValueError as e: print(e)
for a, b, c in [P(1), P(2, 3)]: print(a, b, c)
print(P.x.__doc__)
