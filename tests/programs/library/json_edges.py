# JSON: what is there when writing fails, options at their edges, decoding from the middle.
import json, sys, io
try: json.dump([1, {2}], sys.stdout)
except TypeError as e: print(); print(e)
f = io.StringIO()
for o, kw in (({"a": 1, "b": {1}}, {}), ({"a": 1, (1, 2): 3}, {}), ([{1}], {"indent": 1}), ([1, [2, {3}]], {"indent": 2}), ({1}, {}), ([], {}), ("x", {})):
    f = io.StringIO()
    try: json.dump(o, f, **kw)
    except TypeError as e: print(e)
    print(repr(f.getvalue()))
from collections import deque
for g in (lambda: json.dumps(deque([1])), lambda: json.dumps([1, 2], separators=()), lambda: json.dumps("x", indent=1.5), lambda: json.dumps([1], indent=1.5), lambda: json.dumps({deque: 1})):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
print(json.JSONEncoder.__module__, json.JSONDecoder.__module__)
class L(list): __iter__ = lambda s: iter([9, 9])
print(json.dumps(L(), indent=2), json.dumps(L()), json.dumps(L([1]), indent=2))
class E(json.JSONEncoder):
    def default(self, o): return list(o)
    def encode(self, o): return "E:" + super().encode(o)
f = io.StringIO(); json.dump([{1}], f, cls=E); print(f.getvalue(), json.dumps([{1}], cls=E))
text = '{"a": "é", "b": [1, 2]}' * 2000
d = json.JSONDecoder(); i = n = 0
while i < len(text):
    o, i = d.raw_decode(text, i); n += 1
print(n, o, i)
for at in (0, 5, 100000000):
    try: print(d.raw_decode("é[1]", at))
    except json.JSONDecodeError as e: print(e)
def t(o, **k): return json.dumps(o, **k)
def dd(o): return str(o)
print(t({1}, default=dd))
