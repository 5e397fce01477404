import heapq, bisect, operator, functools, itertools, copy, random
from collections import defaultdict, deque, Counter, OrderedDict, ChainMap, namedtuple

def use(x):
    return x * 2 + x

def use2(k, v):
    return (k, v)

def each(xs):
    return [use(x) for x in xs]

def pairs(d):
    return sorted(use2(k, v) for k, v in d.items())

def keys(d):
    return sorted(use(k) for k in d)

xs = []; xs.extend(i for i in range(3)); print(each(xs))
xs = []; xs[len(xs):] = [1, 2]; print(each(xs))
xs = []; xs += [4]; print(each(xs))
xs = []; xs += (5, 6); print(each(xs))
xs = []; xs.insert(0, 7); print(each(xs))
xs = []; heapq.heappush(xs, 3); print(each(xs))
xs = []; bisect.insort(xs, 3); print(each(xs))
xs = []; list(map(xs.append, [1, 2])); print(each(xs))
xs = []; ap = xs.append; ap(3); print(each(xs))
xs = []; functools.partial(xs.append, 4)(); print(each(xs))
xs = []; list.append(xs, 3); print(each(xs))
xs = []; operator.iadd(xs, [3]); print(each(xs))
xs = []; getattr(xs, "append")(9); print(each(xs))
xs = []; xs.__iadd__([8]); print(each(xs))
xs = []; ys = xs; ys.append(2); print(each(xs))
xs = []; [xs][0].append(2); print(each(xs))
xs = []; (xs or xs).append(2); print(each(xs))
xs = [[]]; xs[0].append(2); print(each(xs[0]))
xs = [[] for _ in range(2)]; xs[1].append(2); print(each(xs[1]))
xs = [[]] * 2; xs[1].append(2); print(each(xs[0]))
xs = []; copy.copy([1, 2]); zs = copy.copy(xs); zs.append(1); print(each(zs))
xs, ys = [], []; [a.append(b) for a, b in ((xs, 1), (ys, 2))]; print(each(xs), each(ys))
d = {}; d.setdefault(1, []).append(2); print(pairs(d))
d = {}; d.update({1: 2}); print(pairs(d), keys(d))
d = {}; d.update([(1, 2)]); print(pairs(d))
d = {}; d.update(a=1); print(pairs(d))
d = {}; d |= {3: 4}; print(pairs(d))
d = {}; d = d | {3: 4}; print(pairs(d))
d = {}; d.__setitem__(3, 4); print(pairs(d))
d = {}; operator.setitem(d, 5, 6); print(pairs(d))
d = dict.fromkeys([1, 2]); print(pairs(d))
d = dict.fromkeys("ab", 0); d["a"] += 1; print(pairs(d))
d = dict(zip([1, 2], [3, 4])); print(pairs(d))
d = {**{1: 2}}; print(pairs(d))
d = dict(a=1, **{"b": 2}); print(pairs(d))
d = {}
for d[0] in (1, 2): pass
print(pairs(d))
d = {}; d[1], d[2] = 3, 4; print(pairs(d))
d = {}; d[1] = d[2] = 5; print(pairs(d))
d = defaultdict(int); d[3] += 1; print(pairs(d))
d = defaultdict(list); d[3]; print(pairs(d), keys(d))
d = defaultdict(lambda: defaultdict(int)); d[3][4] += 1; print([(use(k), pairs(v)) for k, v in d.items()], keys(d))
d = defaultdict(set); d["x"].add(1); print([(use(k), each(v)) for k, v in d.items()])
d = defaultdict(lambda: [0, 0]); d[1][0] += 2; print(pairs(d), [use(a) for a, b in d.values()])
d = defaultdict(list); operator.itemgetter(7)(d); print(keys(d))
d = defaultdict(list); list(map(d.__getitem__, [1, 2])); print(keys(d))
d = Counter(); d.update([1, 1, 2]); print(pairs(d))
d = Counter("hello"); print(pairs(d), [use2(*p) for p in d.most_common(1)])
d = Counter(); d[3] += 2; print(pairs(d))
d = OrderedDict(); d[2] = 3; print(pairs(d))
d = ChainMap({}, {1: 2}); d[5] = 6; print(pairs(d))
s = set(); s.add(1); print(sorted(each(s)))
s = set(); s |= {1, 2}; print(sorted(each(s)))
s = set(); s.update([1], [2]); print(sorted(each(s)))
s = set(); s ^= {3}; print(each(s))
s = set().union([1, 2]); print(sorted(each(s)))
q = deque(); q.append(1); q.appendleft(2); print(each(q))
q = deque(); q.extend([1]); q.extendleft([2]); print(each(q))
q = deque(); q += [3]; print(each(q))
q = deque([], 2); q.append(4); print(each(q))
def fill(t, n):
    for i in range(n):
        t.append(i)
    return t
print(each(fill([], 3)))
def default(n, acc=[]):
    acc.append(n)
    return acc
default(1); print(each(default(2)))
class Holder:
    shared = []
    def __init__(self):
        self.own = []
        self.map = {}
    def put(self, k, v):
        self.own.append(v)
        self.map[k] = v
        type(self).shared.append(v)
        Holder.shared.append(k)
h = Holder(); h.put(1, 2); print(each(h.own), pairs(h.map), each(Holder.shared))
def closure():
    out = []
    def inner(v):
        out.append(v)
    inner(3)
    return out
print(each(closure()))
xs = list(); xs.append(1); print(each(xs))
xs = [None] * 2; xs[0] = 3; print(use(xs[0]))
xs = []; xs.extend(map(int, "12")); print(each(xs))
xs = []; xs.extend({1: 2}); print(each(xs))
xs = []; xs.extend(filter(None, [0, 1])); print(each(xs))
xs = []; xs.extend(itertools.chain([1], (2,))); print(each(xs))
xs = [*()]; xs.append(2); print(each(xs))
xs = []; xs = xs + [1]; print(each(xs))
xs = [] + [2]; print(each(xs))
xs = sorted([]); xs.append(3); print(each(xs))
xs = [][:]; xs.append(3); print(each(xs))
xs = [].copy(); xs.append(3); print(each(xs))
a, *rest = [1]; rest.append(5); print(each(rest))
stack = []; stack.append((1, [2])); n, l = stack.pop(); l.append(3); print(use(n), each(l))
memo = {}
def fibm(n):
    if n < 2: return n
    if n not in memo: memo[n] = fibm(n - 1) + fibm(n - 2)
    return memo[n]
fibm(10); print(keys(memo)[:3], pairs(memo)[:2])
graph = {}
for a, b in [(1, 2), (2, 3)]:
    graph.setdefault(a, set()).add(b)
    graph.setdefault(b, set()).add(a)
print([(use(k), sorted(each(v))) for k, v in graph.items()])
groups = {k: list(g) for k, g in itertools.groupby([1, 1, 2])}
print([(use(k), each(v)) for k, v in groups.items()])
P = namedtuple("P", "x y"); ps = []; ps.append(P(1, 2)); print([use(p.x) for p in ps])
random.seed(1); xs = []; xs.append(random.randint(1, 3)); random.shuffle(xs); print(len(each(xs)))
gen = (x for x in []); print(each(gen))
xs = []
def rec(t):
    if len(t) < 3:
        t.append(len(t)); rec(t)
rec(xs); print(each(xs))
from collections import defaultdict
def build(n):
    g = defaultdict(list)
    for i in range(n):
        g[i].append((i + 1, 2))
    return g
def components(g, n):
    parent = list(range(n + 5))
    def find(x):
        while parent[x] != x:
            x = parent[x]
        return x
    for u in g:
        for v, _ in g[u]:
            a, b = find(u), find(v)
            if a != b:
                parent[a] = b
    return len({find(i) for i in range(n)})
print(components(build(8), 8))
