import sqlite3, types, collections, configparser, os
from enum import Enum
db = sqlite3.connect(':memory:'); db.row_factory = sqlite3.Row
r = db.execute('select 1 a, 2 b').fetchone()
print(dict(r), {**dict(r), 'c': 3}, dict(r, a=5))
d = {}; d.update(types.MappingProxyType({'x': 1})); print(d)
print(dict(collections.ChainMap({'a': 1}, {'b': 2})), dict(collections.UserDict(q=1)))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: dict(types.SimpleNamespace(a=1))); t(lambda: {}.update(types.SimpleNamespace())); t(lambda: dict(zip([1], [2]))); t(lambda: dict(types))
ns = {}
exec('''
class M:
    def keys(self): print("keys"); return [1, "a", (2, 3)]
    def __getitem__(self, k): print("get", k); return [k]
class Bad:
    def keys(self): return [1]
    def __getitem__(self, k): raise KeyError(k)
class K:
    def __hash__(self): return 1
    def __eq__(self, o): return True
class N:
    def keys(self): return [K(), K(), 1]
    def __getitem__(self, k): return 1
''', ns)
t(lambda: dict(ns['M']())); t(lambda: dict(ns['Bad']())); t(lambda: len(dict(ns['N']()))); t(lambda: collections.OrderedDict(ns['M']())); t(lambda: collections.Counter(ns['M']())); t(lambda: collections.defaultdict(list, ns['M']()))
c = configparser.ConfigParser(); c.read_string('[a]\nx=1\n'); print(dict(c['a']))
