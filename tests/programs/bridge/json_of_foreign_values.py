import json, datetime, decimal, fractions, uuid, collections, sys, io, os, pathlib, time, types, re
from collections import OrderedDict, UserDict, ChainMap
from enum import Enum, IntEnum
import enum
import numpy as np
import logging.handlers
E1 = OrderedDict([('b', 1), ('a', [1, 2])])
class SE(enum.IntFlag):
    A = 1
    B = 2
class Ext(str): pass
class Color(Enum):
    RED = 'r'
class P(IntEnum):
    X = 4
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, datetime.date): return o.isoformat()
        if isinstance(o, set): return sorted(o)
        if isinstance(o, Enum): return o.name
        return super().default(o)
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e), e)
T = time.gmtime(0)
vals = [E1, P.X, SE.A | SE.B, {P.X: 1}, {SE.A: 2}, T, {'t': T}, sys.version_info[:2], types.SimpleNamespace(a=1), datetime.date(2020, 1, 2), decimal.Decimal('1.5'),
        fractions.Fraction(1, 2), uuid.UUID(int=5), np.float64(2.5), np.int64(3), [np.float64(1e22)], np.arange(3), {'a': np.float32(1)}, Ext('é'), {Ext('k'): 1}, pathlib.PurePosixPath('/a'),
        {datetime.date(2020, 1, 1): 1}, Color.RED, {Color.RED: 1}, (1, (2, E1)), UserDict(a=1), ChainMap({'a': 1}), {np.int64(3): 1}, {np.float64(3): 1}, np.bool_(True), b'x', {1, 2}, os.environ.__class__, range(3), complex(1, 2), re.compile('a'),
        collections.Counter('aab'), collections.defaultdict(list, a=[1]), collections.deque([1]), types.MappingProxyType({'a': 1})]
for v in vals:
    t(json.dumps, v)
    t(json.dumps, v, indent=1, sort_keys=True)
    t(json.dumps, v, default=str)
    t(json.dumps, v, cls=Enc)
    t(json.dumps, v, skipkeys=True, default=repr, separators=(',', ':'))
text = '{"a": 1.50, "b": [1, 2.25, NaN], "c": {"d": null, "e": 12345678901234567890}}'
t(json.loads, text, parse_float=decimal.Decimal)
t(json.loads, text, parse_int=fractions.Fraction)
t(json.loads, text, object_pairs_hook=OrderedDict)
t(json.loads, text, object_hook=lambda d: types.SimpleNamespace(**d))
t(json.loads, Ext('[1]'))
t(json.loads, np.str_('[1]'))
t(json.loads, memoryview(b'[1]'))
t(json.loads, bytearray(b'[1]'))
t(json.loads, pathlib.Path('x'))
t(json.loads, 5); t(json.loads, None)
f = io.StringIO(); json.dump({'x': E1}, f); print(f.getvalue())
import tempfile
with tempfile.TemporaryDirectory() as d:
    p = pathlib.Path(d) / 'x.json'
    p.write_text(json.dumps({'k': [1, 2, {'z': None}]}, indent=4))
    with p.open() as fh: print(json.load(fh))
    with open(p, 'rb') as fh: print(json.load(fh))
    with tempfile.TemporaryFile('w+') as tf:
        json.dump([1, 'a'], tf, indent=2); tf.seek(0); print(tf.read())
try: json.loads('{"a" 1}')
except json.JSONDecodeError as e:
    print(e.msg, e.doc, e.pos, e.lineno, e.colno, isinstance(e, ValueError), e.args)
import pickle
print(pickle.loads(pickle.dumps(json.loads(text))))
print(json.loads(json.dumps({'a': float('inf')})))
t(json.dumps, float('nan'), allow_nan=False)
t(json.dumps, [np.float64('nan')], allow_nan=False)
l = []; l.append(l); t(json.dumps, l); d = {}; d['d'] = OrderedDict(a=d); t(json.dumps, d)
print(json.dumps(sys.version_info) == json.dumps(tuple(sys.version_info)))
for h in logging.handlers.__dict__: pass
