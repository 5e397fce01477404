import collections, functools, contextlib, io, string, abc, random
from collections import ChainMap, UserDict, UserList, Counter, OrderedDict, defaultdict, deque, namedtuple
import collections.abc
from functools import singledispatch, total_ordering, partialmethod, lru_cache, reduce, singledispatchmethod, partial
from contextlib import ExitStack, contextmanager, AbstractContextManager
a = {'x': 1}; b = {'x': 2, 'y': 3}
c = ChainMap(a, b)
print(c['x'], c['y'], len(c), sorted(c), dict(c))
c['z'] = 5
print(a, c.maps, c)
c2 = c.new_child({'q': 1}); print(c2.parents == c, c2)
a['w'] = 9; print(c['w'])
class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
d = D({'a': 1}, b=2); print(d, d.data, 'a' in d, d.get('zz', 0)); d.update(c=4); print(d); print(isinstance(d, collections.abc.Mapping))
class L(UserList):
    def total(self): return sum(self.data)
l = L([1,2,3]); l.append(4); print(l, l.total(), l[1:], type(l[1:]).__name__, l + [5])
@singledispatch
def show(x): return f'obj {x}'
@show.register
def _(x: int): return f'int {x}'
@show.register(list)
def _(x): return f'list {len(x)}'
@show.register(Counter)
def _(x): return f'counter {len(x)}'
@show.register(D)
def _(x): return 'D'
print(show(1), show([1,2]), show('s'), show(True), show(Counter('abc')), show(d), show({}))
print(show.registry.keys() == {object, int, list, Counter, D}, show.dispatch(int) is not show.dispatch(str))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(3) > V(2), V(2) >= V(3), sorted([V(3), V(1)], key=lambda v: v.v)[0].v, max([V(1), V(5), V(2)]).v)
class Cell:
    def set_state(self, s): self.s = s
    alive = partialmethod(set_state, True)
    dead = partialmethod(set_state, s=False)
    @singledispatchmethod
    def neg(self, x): return 'any'
    @neg.register
    def _(self, x: int): return -x
k = Cell(); k.alive(); print(k.s); k.dead(); print(k.s, k.neg(4), k.neg('a'))
@contextmanager
def cm(n):
    print('enter', n)
    try: yield n
    except ValueError as e: print('caught', e)
    finally: print('exit', n)
class CM:
    def __enter__(self): print('CM in'); return self
    def __exit__(self, *a): print('CM out', a[0]); return True
with ExitStack() as st:
    x = st.enter_context(cm(1)); y = st.enter_context(CM()); st.callback(print, 'cb', 1, sep='-'); st.push(lambda *e: print('pushed', e[0]))
    print(x, type(y).__name__)
    raise ValueError('boo')
with ExitStack() as st:
    st.enter_context(cm(1)); z = st.pop_all()
print('later'); z.close()
@cm(7)
def deco(a): print('in deco', a); return a
print(deco(3), deco(4))
class A(AbstractContextManager):
    def __exit__(self, *a): print('bye')
with A() as q: print(type(q).__name__)
class Sh(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
class MM(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(); m['a'] = 1; m.update(b=2); print(dict(m), m.pop('a'), m.setdefault('c', 3), sorted(m.items()))
print(isinstance(Counter(), collections.abc.Mapping), isinstance([], collections.abc.Sequence), isinstance(deque(), collections.abc.MutableSequence), isinstance(OrderedDict(), collections.abc.Mapping), isinstance(defaultdict(int), dict))
bio = io.BytesIO(b'abc'); print(bio.read(2)); sio = io.StringIO(); sio.write('x'); print(sio.getvalue(), isinstance(sio, io.TextIOBase), isinstance(sio, io.IOBase))
print(string.Template('$a ${b}').substitute(a=1, b='z'), string.Formatter().format('{0} {x}', 1, x=2), string.digits)
print(random.random() < 1, random.Random(3).randint(1, 10), random.SystemRandom().random() < 1)
print(Counter('aab') == ChainMap({'a': 2, 'b': 1}), dict(ChainMap(Counter('aab'))))
try: Sh()
except TypeError as e: print(e)
