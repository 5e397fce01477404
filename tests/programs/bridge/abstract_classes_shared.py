# Abstract classes are ours in a program that reaches CPython, whose code and classes meet them.
import logging, collections, collections.abc, inspect, pprint, copy, pickle, json, random, typing, types, functools, decimal, fractions, numbers, io, os
from collections.abc import (Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet, Iterable, Iterator, Sized,
    Container, Hashable, Callable, Generator, KeysView, ItemsView, ValuesView, Collection, Reversible, Awaitable, Coroutine, AsyncIterable)
from abc import ABC, ABCMeta, abstractmethod
logging.getLogger('x').debug('y')
class D(MutableMapping):
    def __init__(self, *a, **k): self._d = {}; self.update(*a, **k)
    def __getitem__(self, k): return self._d[k]
    def __setitem__(self, k, v): self._d[k] = v
    def __delitem__(self, k): del self._d[k]
    def __iter__(self): return iter(self._d)
    def __len__(self): return len(self._d)
class L(Sequence):
    def __init__(self, *xs): self.xs = xs
    def __getitem__(self, i): return self.xs[i]
    def __len__(self): return len(self.xs)
class S(MutableSet):
    def __init__(self, xs=()): self.s = list(dict.fromkeys(xs))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def add(self, x):
        if x not in self.s: self.s.append(x)
    def discard(self, x):
        if x in self.s: self.s.remove(x)
d = D(a=1, b=2); l = L(3, 1, 2); s = S([1, 2, 3])
# what CPython's own code asks
print(json.dumps(dict(d)), json.dumps(list(l)))
print(random.Random(3).sample(l, 2))
print(collections.Counter(d), collections.Counter(l), collections.ChainMap({}, d)['a'])
print({**d}, dict(d, c=3), dict(d.items()), sorted(d), list(reversed(l)), l.index(1), l.count(2))
print(isinstance(d, collections.abc.Mapping), issubclass(D, collections.abc.Mapping), inspect.isabstract(Mapping), inspect.isabstract(D))
for f in (isinstance,):
    print([f(o, c) for o in (d, l, s, {}, [], (), 'x', 3, decimal.Decimal(1), fractions.Fraction(1), types.MappingProxyType({}), os.environ, io.StringIO(), collections.deque(), collections.OrderedDict(), range(3), (x for x in l), array if False else b'') for c in (Mapping, MutableMapping, Sequence, MutableSequence, Set, Sized, Iterable, Iterator, Container, Hashable, Callable, Generator, Collection, Reversible)])
# evaluated by CPython
env = {'D': D, 'L': L, 'S': S, 'd': d, 'l': l, 's': s}
exec('''
import collections.abc as c
print(isinstance(d, c.Mapping), isinstance(d, c.MutableMapping), isinstance(l, c.Sequence), isinstance(l, c.MutableSequence), isinstance(s, c.Set), isinstance(s, c.MutableSet), isinstance(d.keys(), c.KeysView), isinstance(d.items(), c.Set))
print(issubclass(D, c.Mapping), issubclass(L, c.Sequence), [k.__name__ for k in D.__mro__], D.__bases__[0] is c.MutableMapping)
class E(D):
    def extra(self): return 'extra'
e = E(z=1)
print(isinstance(e, c.Mapping), dict(e), e.extra(), len(e), e.pop('z'), isinstance(e, D))
class F(c.Sequence):
    def __getitem__(self, i): return [1, 2][i]
    def __len__(self): return 2
f = F()
try: c.Mapping()
except TypeError as x: print(x)
''', env)
print(isinstance(env['f'], Sequence), isinstance(env['f'], Mapping), issubclass(env['F'], Sequence), env['e'] == {'q': 1}, env['f'].index(2))
import importlib
real = importlib.import_module('collections.abc')
print(Mapping, D, Mapping.__module__, Mapping.__qualname__, repr(Mapping[str, int]), Mapping.__abstractmethods__, D.__abstractmethods__)
@functools.singledispatch
def show(x): return 'object'
@show.register(Mapping)
def _(x): return 'mapping'
@show.register(Sequence)
def _(x): return 'sequence'
@show.register(decimal.Decimal)
def _(x): return 'decimal'
print([show(o) for o in (d, l, s, {}, [], 'x', decimal.Decimal(1), os.environ, env['f'], env['e'])])
class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self): ...
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Shape: return any('area' in B.__dict__ for B in C.__mro__) or NotImplemented
        return NotImplemented
class Sq(Shape):
    def area(self): return 4
class Duck:
    def area(self): return 3
Shape.register(decimal.Decimal)
print(isinstance(Sq(), Shape), isinstance(Duck(), Shape), isinstance(decimal.Decimal(1), Shape), issubclass(fractions.Fraction, Shape), isinstance(3, Shape))
env2 = {'Shape': Shape, 'Sq': Sq, 'Duck': Duck}
exec('''
import decimal
print(isinstance(Sq(), Shape), isinstance(Duck(), Shape), isinstance(decimal.Decimal(1), Shape), isinstance(3, Shape), issubclass(int, Shape))
class G(Shape):
    pass
try: G()
except TypeError as e: print(e)
class H(Shape):
    def area(self): return 9
print(isinstance(H(), Shape), H().area())
import abc, inspect
print(Shape.__class__ is abc.ABCMeta, isinstance(Shape, abc.ABCMeta), inspect.isabstract(Shape), inspect.isabstract(Sq))
''', env2)
try: Shape()
except TypeError as e: print(e)
Sequence.register(Duck)
print(isinstance(Duck(), Sequence), isinstance(Duck(), collections.abc.Sequence)); exec('import collections.abc\nprint(isinstance(D(), collections.abc.Sequence))', {'D': Duck})
pprint.pprint(dict(d)); print(copy.copy(d)._d, copy.deepcopy(l).xs, pickle.loads(pickle.dumps(l)).xs)
def g(a: Mapping, b: Sequence[int] = ()) -> Iterable[int]: ...
print(inspect.signature(g), typing.get_type_hints(g))
match d:
    case {'a': x}: print('mapping', x)
match l:
    case [a, *r]: print('seq', a, r)
print(d == {'a': 1, 'b': 2}, s == {1,2,3}, list(s | {9}), list(s & {1}), list(d.items()))
print(os.environ.get('HOME') is not None, isinstance(os.environ, MutableMapping))
class T(dict, MutableMapping): pass
print(isinstance(T(a=1), Mapping), T(a=1), T.__mro__[2])
class U(D, ABC):
    @abstractmethod
    def q(self): ...
try: U()
except TypeError as e: print(e)
# Classes of collections that derive from them, and what C code takes for a sequence.
import _bisect
from collections import ChainMap, UserDict, UserList, UserString


class Rows(UserList):
    pass


rows = Rows([3, 1, 2])
print(_bisect.bisect_right([1, 2, 3], 2), _bisect.bisect_right(Rows([1, 2, 5]), 3), list(reversed(rows)), sorted(rows))
print(isinstance(rows, collections.UserList), pickle.loads(pickle.dumps(UserList([1, 2]))) == [1, 2])
print(pickle.loads(pickle.dumps(rows)), type(pickle.loads(pickle.dumps(rows))) is Rows, copy.deepcopy(rows))
print(random.Random(5).choice(rows), json.dumps(list(rows)), list(zip(rows, UserString("abc"))))
exec("import collections, collections.abc as c\nprint(isinstance(r, collections.UserList), isinstance(r, c.MutableSequence), len(r), r[1], r[-1])", {"r": rows})
exec("import collections\nprint(isinstance(d, collections.UserDict), dict(d), isinstance(m, collections.ChainMap), m['a'])", {"d": UserDict(a=1), "m": ChainMap({"a": 2})})
