import json, pickle
from collections import Counter, OrderedDict, namedtuple, defaultdict
from functools import partial, lru_cache, wraps
from itertools import chain, count, islice
from operator import itemgetter
P = namedtuple('P', 'x y')
p = P(1, 2)
print(json.dumps(p), json.dumps({'p': p}), json.dumps(Counter('aab')), json.dumps(OrderedDict([('b', 1), ('a', 2)])), json.dumps(defaultdict(list, a=[1])))
import re, copy
print(re.sub('a', partial(lambda k, m: k + m.group(), 'z'), 'banana'))
print(json.dumps(list(chain([1], [2]))))
print(sorted(json.loads('[[2, "b"], [1, "a"]]'), key=itemgetter(1)))
import statistics
print(statistics.mean(Counter([1, 2, 3]).keys()), statistics.mean(p), statistics.mean(islice(count(), 4)))
import textwrap, string, os.path, math
print(math.hypot(*p), '%d-%d' % tuple(p), '{0.x} {0.y}'.format(p), f'{p.x}')
from collections import abc
import collections.abc
print(isinstance(p, abc.Sequence), isinstance(Counter(), abc.Mapping), isinstance(OrderedDict(), abc.MutableMapping), isinstance(chain(), abc.Iterator), isinstance(partial(print), abc.Callable), isinstance([], collections.abc.Sequence))
import inspect
def d(f):
    @wraps(f)
    def w(*a, **k): return f(*a, **k)
    return w
@d
def named(a, b=1): 'doc'; return a
print(inspect.signature(partial(named, 1)) if False else named.__name__)
@lru_cache
def sq(x): return x * x
print(list(map(sq, json.loads('[1, 2, 1]'))), sq.cache_info())
print(dict(json.loads('{"a": 1}'), **Counter('b')), Counter(json.loads('["x", "x"]')), Counter(json.loads('{"x": 3}')), OrderedDict(json.loads('{"x": 3}')))
print(json.loads('{"b": 1, "a": 2}', object_pairs_hook=OrderedDict))
try: print(pickle.loads(pickle.dumps(Counter('aab'))))
except Exception as e: print(type(e), e)
