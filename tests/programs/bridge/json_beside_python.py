import datetime, types
import json as J
from json import loads as L, dumps as D, JSONDecodeError as X
try:
    L('[')
except X as e:
    print(e, e.pos)
class Response:
    def __init__(self, text): self.text = text
    def json(self, **kw): return J.loads(self.text, **kw)
def as_date(d):
    if '__date__' in d: return datetime.date.fromisoformat(d['__date__'])
    return d
print(Response('{"a": {"__date__": "2020-02-03"}}').json(object_hook=as_date))
print(D({'when': datetime.datetime(2020,1,1)}, default=lambda o: o.isoformat()))
class Conf(dict):
    def __getattr__(self, n): return self[n]
c = J.loads('{"a": {"b": 2}}', object_hook=Conf)
print(c.a.b, type(c))
f = J.loads
g = map(f, ['1', '2'])
print(list(g))
import functools
pretty = functools.partial(J.dumps, indent=2, sort_keys=True, default=str)
print(pretty({'b': datetime.timedelta(1), 'a': 1}))
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as ex: print(list(ex.map(J.loads, ['1', '[2]', '{"a":3}'])))
import unittest.mock as m
print(J.loads('{"a":1}') == {'a': 1})
