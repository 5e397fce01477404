import functools, operator, sys
from functools import reduce, partial, lru_cache, cache, wraps, cmp_to_key, cached_property, update_wrapper
from collections import namedtuple, deque, defaultdict
def trial(text, f):
    try: print(text, f())
    except Exception as e: print(text, type(e).__name__, e)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [1.5, 2.0], 2.0), reduce(operator.add, ['a', 'b'], 'z'), reduce(operator.mul, range(1, 20)))
print(reduce(max, [3, 9, 2]), reduce(lambda acc, x: acc + [x], [1, 2], []), reduce(lambda a, b: a, [], None))
trial('r0', lambda: reduce(operator.add, []))
def f(a, b, c=3, *args, **kw): return a, b, c, args, kw
p = partial(f, 1, c=5); print(p(2), p(2, c=7, d=8), p.func is f, p.args, p.keywords)
q = partial(p, 9, z=1); print(q(), q.args, q.keywords, q.func is f)
print(repr(partial(print, 1, sep='-')), repr(partial(int, base=2)), partial(int, base=2)('101'))
trial('p0', lambda: partial()); trial('p1', lambda: partial(3))
p.note = 'x'; print(p.note, p.__dict__, callable(p), isinstance(p, functools.partial), type(p))
class P(partial): pass
print(P(max, 3)(5), list(map(partial(pow, 2), [1, 2, 3])))
@lru_cache(maxsize=None)
def fib(n):
    "doc of fib"
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__doc__, fib.__wrapped__, fib.cache_parameters()) if False else print(fib(80), fib.cache_info(), fib.__name__, fib.__doc__, fib.cache_parameters())
fib.cache_clear(); print(fib.cache_info(), fib.cache_info().hits)
calls = []
@lru_cache(maxsize=2)
def g(x, y=0): calls.append(x); return x + y
print([g(i) for i in (1, 2, 1, 3, 2, 1)], calls, g.cache_info(), g(1, y=2), g(y=2, x=1), g.cache_info())
@lru_cache
def h(x): return x * 2
print(h(3), h(3.0), h('a'), h.cache_info())
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(3), t(3.0), t(True), t.cache_info())
@cache
def area(w, h): return w * h
print(area(2, 3), area(2, 3), area.cache_info())
trial('l1', lambda: h([1])); trial('l2', lambda: lru_cache('x')); trial('l3', lambda: lru_cache(5)(3))
class C:
    def __init__(self, n): self.n = n; self.count = 0
    @cached_property
    def square(self):
        "the square"
        self.count += 1
        return self.n ** 2
    @lru_cache(maxsize=None)
    def m(self, k): return self.n + k
    @property
    def double(self): return self.n * 2
c = C(7); print(c.square, c.square, c.count, c.__dict__); c.square = 3; print(c.square); del c.square; print(c.square, c.count)
print(c.m(1), c.m(1), C.m.cache_info(), C.square.attrname, C.square.__doc__, c.double)
class Sl:
    __slots__ = ()
    @cached_property
    def x(self): return 1
trial('cp', lambda: Sl().x)
def deco(fn):
    @wraps(fn)
    def wrapper(*args, **kwargs):
        "wrapper doc"
        return ('w', fn(*args, **kwargs))
    return wrapper
@deco
def named(a, b=2):
    "named doc"
    return a + b
print(named(1), named.__name__, named.__doc__, named.__qualname__, named.__module__, named.__wrapped__(1))
def deco2(fn):
    def inner(x): return fn(x) + 1
    inner.tag = 5
    return functools.update_wrapper(inner, fn)
@deco2
def plain(x): return x
plain.extra = 1
print(plain(3), plain.__name__, plain.tag)
@wraps(plain)
def again(x): pass
print(again.__name__, again.extra, again.tag)
xs = [5, 2, 9, 1]
print(sorted(xs, key=cmp_to_key(lambda a, b: b - a)), min(xs, key=cmp_to_key(lambda a, b: a - b)))
k = cmp_to_key(lambda a, b: (a > b) - (a < b)); print(k(1) < k(2), k(2) == k(2), k(1).obj)
trial('k1', lambda: k(1) < 2); trial('k2', lambda: hash(k(1)))
# operator
ops = operator
for name in ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and_', 'or_', 'xor', 'lt', 'le', 'eq', 'ne', 'gt', 'ge', 'is_', 'is_not']:
    print(name, getattr(operator, name)(7, 3), end=' ')
print()
print(operator.neg(3), operator.pos(-3), operator.invert(5), operator.abs(-2), operator.not_(0), operator.truth([]), operator.index(True), operator.concat([1], [2]), operator.contains([1], 1), operator.countOf([1, 1, 2], 1), operator.indexOf([3, 4], 4))
l = [1, 2, 3]; operator.setitem(l, 0, 9); operator.delitem(l, 1); print(l, operator.getitem(l, 0), operator.iadd(l, [7]), l, operator.length_hint([1, 2]), operator.call(max, 1, 2, key=lambda v: -v))
ig = operator.itemgetter(1); print(ig('abc'), ig([4, 5]), operator.itemgetter(0, 2)('abc'), operator.itemgetter('k')({'k': 1}), repr(ig), operator.itemgetter(slice(0, 2))('abc'))
ag = operator.attrgetter('n'); print(ag(c), operator.attrgetter('n', 'square')(c), repr(operator.attrgetter('a.b', 'c')), operator.attrgetter('__class__.__name__')(c))
mc = operator.methodcaller('upper'); print(mc('abc'), operator.methodcaller('split', ',', maxsplit=1)('a,b,c'), repr(operator.methodcaller('x', 1, k=2)))
for t2 in [lambda: operator.itemgetter(), lambda: operator.attrgetter(3), lambda: operator.methodcaller(), lambda: operator.methodcaller(3), lambda: ig(), lambda: operator.add(1), lambda: operator.add(1, 'a'), lambda: operator.indexOf([1], 2), lambda: operator.concat(1, 2), lambda: ag(5), lambda: ig(3)]: trial('op', t2)
d = {'x': 3, 'y': 1, 'z': 2}
print(sorted(d.items(), key=operator.itemgetter(1)), max(d.items(), key=operator.itemgetter(1))[0], sorted([(1, 'b'), (0, 'a')], key=operator.itemgetter(1, 0)))
for k1, v1 in sorted(d.items(), key=operator.itemgetter(1), reverse=True): print(k1, v1 + 1)
# namedtuple
Point = namedtuple('Point', 'x y')
pt = Point(1, 2); print(pt, pt.x, pt.y, pt[0], pt == (1, 2), hash(pt) == hash((1, 2)), len(pt), Point._fields, pt._asdict(), pt._replace(x=5), Point._make([3, 4]))
a, b = pt; print(a, b, Point(x=1, y=2), Point(*[1, 2]), Point(**{'x': 1, 'y': 2}), isinstance(pt, tuple), pt + (3,), sorted([Point(2, 1), Point(1, 5)]))
E3 = namedtuple('E3', ['a', 'b', 'c'], defaults=[1, 2]); print(E3(0), E3._field_defaults, E3.__doc__, Point.__doc__, Point.x.__doc__)
for t3 in [lambda: Point(1), lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, 2, z=3), lambda: Point(1, x=3), lambda: Point._make([1]), lambda: pt._replace(z=1, w=2), lambda: setattr(pt, 'x', 3), lambda: setattr(pt, 'q', 3), lambda: E3(1, 2, 3, 4), lambda: namedtuple('Q', 'a b a'), lambda: namedtuple('Q', 'a _b'), lambda: namedtuple('Q', 'a def'), lambda: namedtuple('Q', 'a 1b'), lambda: namedtuple('1Q', 'a'), lambda: namedtuple('Q', 'a def a _b', rename=True)._fields, lambda: namedtuple('Q', 'a', defaults=[1, 2]), lambda: namedtuple('Q', 5), lambda: pt.zz, lambda: E3()]: trial('nt', t3)
print(Point, Point.__name__, Point.__module__, Point.__mro__, Point.__slots__, Point.__match_args__)
class Sub(namedtuple('Sub', 'r i')):
    __slots__ = ()
    @property
    def norm(self): return self.r * self.r + self.i * self.i
    def plus(self, o): return Sub(self.r + o.r, self.i + o.i)
    def __str__(self): return f'<{self.r},{self.i}>'
s = Sub(3, 4); print(s, repr(s), s.norm, s.plus(s), s._replace(r=1), Sub._fields, isinstance(s, Sub))
class Wide(namedtuple('Base', 'a b')):
    def __new__(cls, a, b=7): return super().__new__(cls, a, b)
w = Wide(1); w.note = 'n'; print(w, w.note, w.__dict__)
total = 0
for i in range(1000):
    v = Point(i, i + 1); total += v.x * v.y
print(total, {pt: 1}[Point(1, 2)])
import copy
print(copy.copy(pt), copy.deepcopy(pt), pt.__getnewargs__(), pt.index(2), pt.count(1))
