import json, datetime, collections, decimal, io, sys, enum
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def to_json(self): return {'__point__': True, **vars(self)}
    @staticmethod
    def hook(d): return Point(d['x'], d['y']) if d.get('__point__') else d
    def __repr__(self): return f'P({self.x},{self.y})'
def enc(o):
    if hasattr(o, 'to_json'): return o.to_json()
    if isinstance(o, (set, frozenset)): return sorted(o)
    if isinstance(o, bytes): return o.decode()
    if isinstance(o, datetime.timedelta): return o.total_seconds()
    if isinstance(o, decimal.Decimal): return float(o)
    raise TypeError(f'cannot encode {type(o).__name__}')
s = json.dumps({'p': Point(1, 2), 's': {3, 1}, 'b': b'x', 't': datetime.timedelta(seconds=90), 'd': decimal.Decimal('1.10'), 'n': [None, True, 1e100, -0.0, 10**30], 'u': 'é\u2028"\\\x7f'}, default=enc)
print(s); print(json.loads(s, object_hook=Point.hook)); print(json.loads(s, parse_float=decimal.Decimal)['n'], json.dumps('é', ensure_ascii=False))
try: json.dumps({'o': object()}, default=enc)
except TypeError as e: print(e, type(e.__context__))
try: json.dumps({(1, 2): 3})
except TypeError as e: print(e)
print(json.dumps({1: 'a', None: 'b', True: 'c', 1.5: 'd'}, sort_keys=False), json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps([1, [2, {'a': []}]], indent='\t', separators=(', ', ' : ')))
for bad in ['', '{', '[1,]', '{"a":1,}', 'nul', '"\x01"', '1 2', '{"a" 1}', "{'a': 1}", '[1, 2', '"abc', '\\', '{"a":}', '-', '1e', 'tru', '["\\u12"]']:
    try: print(json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), '|', e.msg, e.lineno, e.colno, e.pos)
d = json.loads('{"b": 1, "a": 2, "b": 3}', object_pairs_hook=lambda ps: ps); print(d)
log = [json.loads(line) for line in io.StringIO('{"t": 1}\n{"t": 2}\n')]; print(sum(r['t'] for r in log))
class E(enum.IntEnum):
    A = 1
class S(str, enum.Enum):
    X = 'x'
print(json.dumps([E.A, S.X, {S.X: E.A}]), json.dumps({E.A: 1}))
json.dump({'k': (1, 2)}, sys.stdout, indent=1); print()
cfg = collections.ChainMap(json.loads('{"a": 1}'), {'b': 2}); print(cfg['a'], cfg['b'])
print(json.loads(b'\xef\xbb\xbf[1]'), json.loads('[1]'.encode('utf-16')), json.loads(' \n[1]\t'))
x = json.loads('[[1, 2], [3]]'); x[0].append(x); 
try: json.dumps(x)
except ValueError as e: print(e)
