import collections
from collections import Counter, OrderedDict, defaultdict, deque
def trial(text, f):
    try: print(text, f())
    except Exception as e: print(text, type(e).__name__, e)
c = Counter('abracadabra'); print(c, c['a'], c['zz'], 'zz' in c, c.most_common(2), c.most_common(), sorted(c.elements()), c.total(), len(c))
c.update('aaz'); c['q'] += 2; c.subtract({'a': 3}); print(c, dict(c), list(c), c.copy() == c, c == dict(c))
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5), Counter(a=3) | Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, c=2), +Counter(a=-1, b=2), -Counter(a=-1, b=2))
d = Counter(x=2, y=-1); d += Counter(x=1, y=5); print(d); d -= Counter(x=10); print(d); d |= Counter(k=2); d &= Counter(k=1); print(d)
print(Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter(a=1) != Counter(a=1), Counter() == Counter(a=0), Counter(a=2) >= Counter(a=1), Counter(a=2) > Counter(b=1))
trial('fk', lambda: Counter.fromkeys('ab')); trial('bad', lambda: Counter(5)); trial('two', lambda: Counter(1, 2)); del c['nothere']; trial('pop', lambda: c.pop('nothere'))
print(Counter([1, 2, 2, 3.0]), repr(Counter()), Counter({'a': 'x', 'b': 1}), isinstance(c, dict), Counter.__name__, Counter.__module__, Counter)
class MyC(Counter):
    def top(self): return self.most_common(1)[0][0]
print(MyC('hello').top(), MyC('aab'), type(MyC('a') + MyC('b')).__name__)
words = 'the cat sat on the mat the end'.split()
for w, n in Counter(words).most_common(2): print(w, n)
total = sum(Counter(words).values()); print(total, max(Counter(words).items(), key=lambda kv: kv[1]))
g = defaultdict(Counter); g['x']['y'] += 1; print(g)
o = OrderedDict(); o['a'] = 1; o['b'] = 2; o['c'] = 3; print(o, list(o), o.keys(), o.values(), o.items(), len(o))
o.move_to_end('a'); print(o); o.move_to_end('c', last=False); print(o, list(reversed(o)), o.popitem(), o.popitem(last=False), o)
trial('pe', lambda: OrderedDict().popitem()); trial('mte', lambda: o.move_to_end('zz'))
print(OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)]), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1}, {'b': 2, 'a': 1} == OrderedDict(a=1, b=2), OrderedDict(a=1) != OrderedDict(a=2))
print(OrderedDict.fromkeys('abc', 0), OrderedDict(x=1).copy(), OrderedDict(a=1) | {'b': 2}, {'b': 2} | OrderedDict(a=1), repr(OrderedDict()), OrderedDict({'z': 1}, y=2))
class LRU(OrderedDict):
    def __init__(self, cap): super().__init__(); self.cap = cap
    def get(self, k):
        if k not in self: return -1
        self.move_to_end(k); return self[k]
    def put(self, k, v):
        if k in self: self.move_to_end(k)
        self[k] = v
        if len(self) > self.cap: self.popitem(last=False)
l = LRU(2); l.put(1, 1); l.put(2, 2); print(l.get(1)); l.put(3, 3); print(l.get(2), l, list(l.items()))
lru = OrderedDict()
for i in range(1000):
    lru[i % 37] = i; lru.move_to_end(i % 37)
    if len(lru) > 20: lru.popitem(last=False)
print(list(lru.items())[:3], len(lru), collections.OrderedDict, type(lru))
o2 = OrderedDict(a=1); o2['self'] = o2; print(o2)
o3 = OrderedDict(a=[1]); import copy; o4 = copy.deepcopy(o3); o4['a'].append(2); print(o3, o4, copy.copy(o3), type(o4))
o3 |= {'n': 5}; o3.update(m=6); print(o3, o3.pop('n'), o3.setdefault('q', 7), o3)
for k, v in o3.items(): print(k, v)
big = OrderedDict((i, i) for i in range(5000)); s = 0
while big: s += big.popitem(last=False)[1]
print(s)
dq = deque([1, 2, 3], maxlen=2); print(dq, collections.deque, collections.defaultdict)
print(isinstance(o, OrderedDict), isinstance({}, OrderedDict), isinstance(o, dict), issubclass(OrderedDict, dict))


# An OrderedDict takes its pairs apart as unpacking does, nearly.
for given in range(3), [1], [(1, 2, 3)], [()], ["a"], ["ab", "cd"], 5:
    for kind in OrderedDict, dict:
        try:
            print(kind(given))
        except (TypeError, ValueError) as error:
            print(kind.__name__, error)
    try:
        made = OrderedDict()
        made.update(given)
        print(made)
    except (TypeError, ValueError) as error:
        print("update", error)
