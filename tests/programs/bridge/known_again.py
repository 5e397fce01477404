# What crosses comes back as what it was, and shows what was done to it meanwhile.
import queue, re, functools, pickle, threading, collections, types, datetime
from concurrent.futures import ThreadPoolExecutor
ns = {}
exec('def mk(xs): return iter(xs)\ndef items(d): return iter(d)\ndef rev(xs): return reversed(xs)\ndef same(a, b): return a is b', ns)
xs = [1]; it = ns['mk'](xs); xs.append(2); xs.append(3); print(next(it), next(it), list(it))
d = {'a': 1}; di = ns['items'](d); d['a'] = 5; print(next(di)); 
d2 = {'a': 1}; di2 = ns['items'](d2); d2['b'] = 1
try: next(di2)
except RuntimeError as e: print(e)
ys = [1, 2, 3]; r = ns['rev'](ys); ys[1] = 'two'; print(list(r))
P = re.compile('(a)'); Q = re.compile('(b)', re.I)
q = queue.Queue(); q.put((P, 'handler')); p, h = q.get(); print(p is P, p == P, hash(p) == hash(P), ns['same'](p, P))
table = {P: 'p', Q: 'q'}; print(table[p], p in table, [table[x] for x in ThreadPoolExecutor(1).map(lambda x: x, [P, Q])])
st = types.SimpleNamespace(pat=P); print(st.pat is P, st.pat.match('a').re is P)
u = pickle.loads(pickle.dumps(P)); print(u is P, u == P, {P: 1}[u])
print(re.compile(P) is P, re.compile('(a)') is P)
def use(p: re.Pattern, s): return p.findall(s)
with ThreadPoolExecutor(2) as ex: print(list(ex.map(use, [P, Q], ['aa', 'Bb'])), ex.submit(use, P, 'ba').result())
m = P.search('xa'); q.put(m); n = q.get(); print(n.group(1), n.span(), n.re is P, n == m or n is not m)
class V:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, c): return self if o is None else o.__dict__[self.n]
    def __set__(self, o, v): print('set', self.n, v); o.__dict__[self.n] = v
class C:
    x = V()
    def __init__(self, x): self.x = x; self.y = [x]
c = pickle.loads(pickle.dumps(C(3))); print(c.x, c.y)
class Prop:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, n): print('setter', n); self._v = n
o = pickle.loads(pickle.dumps(Prop())); print(o.v, datetime.date(2020, 1, 1))
class S:
    __slots__ = ('a', 'b', '__dict__')
    def __init__(self): self.a = [1]; self.c = {2}
s = pickle.loads(pickle.dumps(S())); print(s.a, s.c, hasattr(s, 'b'))
class Froz:
    def __init__(self, v): object.__setattr__(self, 'v', v)
    def __setattr__(self, n, v): raise AttributeError('frozen ' + n)
print(pickle.loads(pickle.dumps(Froz([5]))).v)
def alias(xs: list):
    xs.append('native'); return len(xs)
ns2 = {}
exec('KEEP = [1]\ndef get(): return KEEP\n', ns2)
F = ns2['get'](); print(alias(F), F[-1], len(F), ns2['KEEP']); F.append(2); print(F[2], [v for v in F], ns2['get']() is F)

# The keys of a dict of CPython's are put into a set as those of ours are.
import ast

names = vars(ast.parse("a = 1").body[0].value)
print(list(set(names)) == list(set(dict(names))), list({0} | set(names)) == list({0} | set(dict(names))))
