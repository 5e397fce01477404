import pickle, pprint, json, copy
from collections import defaultdict, OrderedDict
from concurrent.futures import ThreadPoolExecutor
d = defaultdict(list)
d["a"].append(1)
e = pickle.loads(pickle.dumps(d))
e["new"].append(5)
print(e, type(e), e == {"a": [1], "new": [5]})
pprint.pprint(d)
o = OrderedDict([("x", 1), ("y", 2), ("z", 3)])
o.move_to_end("x")
pprint.pprint(o)
p = pickle.loads(pickle.dumps(o))
print(p, list(p.items()), json.dumps(o), json.dumps(d))
def there(f, *args):
    with ThreadPoolExecutor(1) as ex:
        return ex.submit(f, *args).result()
print(there(repr, d), there(repr, o), there(type, d), there(isinstance, o, OrderedDict))
print(there(lambda x: x, d) is d, there(lambda x: x, o) is o)
def change(o):
    o.move_to_end("y")
    o["w"] = 4
    return list(o)
print(there(change, o), o)
there(o.move_to_end, "z")
print(o)
import string
class Names(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs[key]
counts = defaultdict(int, a=1)
print(string.Template("$a").substitute(counts))
print(eval("d['q'], len(d)", {"d": d}), sorted(d))
print(eval("o.popitem(last=False)", {"o": o}), o)
o.clear(); o["n"] = 0
print(eval("repr(o)", {"o": o}))


# Classes that are proxies there are laid out as CPython's own.
import collections
import pprint
import types

words = "the quick brown fox jumped over a lazy dog".split()
pairs = list(zip(words, range(9)))


class Queue(collections.deque):
    pass


class Shown(collections.deque):
    def __repr__(self):
        return "Shown" * 20


for found in (
    collections.deque(pairs),
    collections.deque(pairs, maxlen=20),
    [collections.deque(pairs)],
    Queue(pairs),
    Shown(pairs),
    collections.Counter(dict(pairs)),
    collections.OrderedDict(pairs),
    types.SimpleNamespace(**dict(pairs)),
):
    pprint.pprint(found, width=60)
