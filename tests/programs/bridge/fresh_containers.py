import sys, gc, weakref, collections, types, sqlite3, pickle, operator, functools, csv, io, struct, ast, copy
def show(x): print(type(x), x)
rows = sqlite3.connect(':memory:').execute("select 1, 'a' union select 2, 'b'").fetchall()
show(rows); rows.append((3, 'c')); rows.sort(reverse=True); show(rows); show([r[1] for r in rows])
d = pickle.loads(pickle.dumps({'a': [1, [2, {'b': (3, [4])}]], 'n': None}))
show(d); d['a'][1][1]['b'][1].append(5); show(d); d['a'].append(d); print(d['a'][2] is d)
s = pickle.loads(pickle.dumps([1, 2])); t = pickle.loads(pickle.dumps([s, s])); print(t[0] is t[1]); t[0].append(9); show(t)
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return self.v == o.v
k = pickle.loads(pickle.dumps({K(1): 'x', (1, 2): [1]})); print(k[K(1)], k[1, 2])
cyc = []; cyc.append(cyc); c2 = pickle.loads(pickle.dumps(cyc)); print(c2[0] is c2, len(c2))
it = csv.reader(io.StringIO('a,b\n1,2\n')); 
for row in it: row.append('z'); show(row)
for row in csv.DictReader(io.StringIO('a,b\n1,2\n')): row['c'] = 1; show(row)
x = ast.literal_eval("{'a': [1, 2.5, None, True, (1, [2])], 1: {'q': {1, 2}}}"); show(x); x[1]['q'].add(3); show(x)
class Lib: pass
exec('''
class Keeper:
    def __init__(self): self.items = [1]
    def get(self): return self.items
    def fresh(self): return list(self.items)
    def push(self, xs): xs.append('pushed'); return xs
    def same(self, xs, ys): return xs is ys
''', globals())
kp = Keeper(); a = kp.get(); a.append(2); print(kp.items, kp.get() is a); f = kp.fresh(); f.append(3); print(f, kp.items, kp.same(f, f), kp.push(f) is f, f)
print(struct.Struct('<2i').unpack(b'\1\0\0\0\2\0\0\0'), sorted(collections.ChainMap({'a': 1}, {'b': 2}).items()))
w = vars(types.SimpleNamespace(a=1, b=[2])); w['c'] = 3; show(w)
print(copy.copy(types.SimpleNamespace(q=[1])).q, sys.version_info[:1] == tuple([3]))
gc.collect()
