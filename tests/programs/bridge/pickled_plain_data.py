import pickle, copy, io, copyreg, csv, collections
class P:
    def __init__(self, a): self.a = a; self.b = [a]
    def __eq__(self, o): return self.__dict__ == o.__dict__
class S:
    __slots__ = ('x', 'y')
    def __init__(self, x): self.x = x
class G(P):
    def __getstate__(self): return {'a': self.a, 'extra': 1}
    def __setstate__(self, s): self.__dict__.update(s); self.b = None
class R(P):
    def __reduce__(self): return R, (self.a + 1,)
class N(P):
    def __getnewargs__(self): return (5,)
    def __new__(cls, *a): o = super().__new__(cls); o.made = a; return o
class D(dict): pass
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag = 't'
class H(P):
    def __setattr__(self, n, v): object.__setattr__(self, n, (v,) if n == 'a' else v)
Pt = collections.namedtuple('Pt', 'x y')
def rt(x, p=4): return pickle.loads(pickle.dumps(x, p))
xs = [1, 'a', 'a', 2.5, None, True, b'b', (1, 2), [1], {'k': [1, 2]}, 10**30, -5, '', (), {1: 2, (3, 'x'): 4.5, None: 0, b'k': 1}]
for p in range(6):
    print(p, rt(xs, p) == xs, len(pickle.dumps(xs, p)) > 50)
s = [1, 2]; d = {'s': s, 't': s}; d['self'] = d; d['tup'] = (s, d)
e = rt(d); print(e['s'] is e['t'], e['self'] is e, e['tup'][0] is e['s'], e['tup'][1] is e)
a = 'long text ' * 100; y = rt([a, a]); print(y[0] is y[1], len(pickle.dumps([a, a])) < 1100)
b = 'short' + str(len(xs)); y = rt([b, b, (b,)]); print(y[0] == y[1], len(pickle.dumps([b] * 50)) < 200)
p = P(3); q = rt(p); print(q == p, q.b is p.b, q.b)
ps = [P(i) for i in range(5)]; ps.append(ps[0]); qs = rt(ps); print(qs == ps, qs[5] is qs[0], [x.b for x in qs])
shared = [9]; a1, a2 = P(1), P(2); a1.b = a2.b = shared; z = rt([a1, a2]); print(z[0].b is z[1].b); z[0].b.append(3); print(z[1].b, shared)
sl = S(4); print(rt(sl).x, hasattr(rt(sl), 'y'))
print(rt(G(2)).__dict__, rt(R(2)).a, rt(N(2)).__dict__, rt(H(2)).a)
print(rt(D(a=1)), rt(L([1])), rt(L([1])).tag, rt(Pt(1, [2])))
c = copy.copy(p); print(c.b is p.b); c = copy.deepcopy(p); print(c.b is p.b, c == p)
cyc = P(0); cyc.me = cyc; cyc.l = [cyc]; r = rt(cyc); print(r.me is r, r.l[0] is r)
f = io.BytesIO(); pickle.dump(ps, f); pickle.dump(xs, f); f.seek(0); print(pickle.load(f) == ps, pickle.load(f) == xs)
try: pickle.dumps([lambda: 1])
except Exception as ex: print(type(ex).__name__)
import threading
try: pickle.dumps({'a': [1, {2: (3, threading.Lock())}]}); print('ok')
except Exception as ex: print(type(ex).__name__)
g = globals(); m = {'x': P}; print(rt(m)['x'] is P, rt([int, len, P]) == [int, len, P])
st = {1, 2}; print(rt([st, frozenset(st), st])[0] == st)
deep = []
for _ in range(150): deep = [deep]
print(rt(deep) == deep)
xs.append(xs); w = rt(xs); print(w[-1] is w)
import threading
out = io.StringIO(); wr = csv.writer(out); row = [1, 'a,b', None, 2.5]
wr.writerow(row); row.append('q"q'); wr.writerow(row); wr.writerow((x for x in 'ab')); wr.writerows([[1, 2], (3, 4), 'ef', row]); wr.writerow([[1], {'a': 1}, P]) if False else None
wr.writerow([[1, 2], {'a': 1}, (3,)])
print(repr(out.getvalue()))
class W:
    def __init__(self): self.t = []
    def write(self, s): row.append('z'); self.t.append(s); return len(s)
wv = W(); w2 = csv.writer(wv); w2.writerow(row); w2.writerow(row); print(wv.t, row)
try: wr.writerow(5)
except csv.Error as ex: print(ex)
class BadStr:
    def __str__(self): raise ValueError('bad')
try: wr.writerow([1, BadStr()])
except ValueError as ex: print(ex)
