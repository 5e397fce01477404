# JSON without CPython: what is written, what is read, what is wrong and where.
import json
from json import JSONDecodeError, JSONEncoder, JSONDecoder
data = {"a": [1, 2.5, True, None, "x\"y\\z\n\t\u00e9\u2028\U0001F600\x7f\x01"], "b": {"c": {}, "d": [], "e": ()}, 1: "int", 2.5: "f", None: 0, True: 1, "big": 10**30, "neg": -0.0, "t": (1, (2, 3))}
print(json.dumps(data)); print(json.dumps(data, ensure_ascii=False)); print(json.dumps(data, indent=2)); print(json.dumps(data, indent="\t", separators=(",", ":")))
print(json.dumps([float("nan"), float("inf"), -float("inf"), 1e100, 1e16, 0.1]))
for f in (lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps([float("inf")], allow_nan=False, indent=1), lambda: json.dumps({1: 2, "a": 3}, sort_keys=True), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(object), lambda: json.dumps({1, 2}), lambda: json.dumps(1j), lambda: json.dumps(b"x"), lambda: json.loads(5), lambda: json.loads("\ufeff[]"), lambda: json.dumps("x", foo=1), lambda: json.dumps([lambda: 3])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(json.dumps({(1, 2): 3, "a": 1}, skipkeys=True), json.dumps({"b": 1, "a": {"d": 2, "c": 3}}, sort_keys=True))
print(json.dumps({(1, 2): 3}, skipkeys=True, indent=2))
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
class P:
    def __init__(self, x, y): self.x, self.y = x, y
class Enc(JSONEncoder):
    def default(self, o):
        if isinstance(o, P): return {"x": o.x, "y": o.y}
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps([P(1, 2), {3, 1}], cls=Enc), json.dumps(P(1, 2), cls=Enc, indent=1), Enc().encode([P(3, 4)]))
try: json.dumps([object()], cls=Enc)
except TypeError as e: print(e)
print(json.dumps(P(5, 6), default=lambda o: o.__dict__), json.dumps({"k": P(1, 2)}, default=vars), json.dumps([P], default=str)[:9])
s = json.dumps(data)
back = json.loads(s)
print(back == json.loads(json.dumps(back)), back)
bad = ["", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "nul", "tru", "-", "01", "1.", "1e", "1.e3", "+1", "\"abc", "\"ab\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "[1 2]", "{\"a\" 1}", "1 2", "[]]", "\n\n  x", "[\n1,\n é", "\"é\" x", "{1:2}", "[1,,2]", "Infinit", "-Infinity", "NaN", "[NaN]", "\"\\ud800\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "{\"a\":1 \"b\":2}", "\t1\r\n", "1.5e+3", "1E-2", "-0", "-0.0", "123456789012345678901234567890", "1" * 30, "\"\\u00e9\\/\"", "{\"é\": x}", "[1]x", "\"\\u123", "\"\\"]
for b in bad:
    try: print(repr(b), ascii(json.loads(b)))
    except JSONDecodeError as e: print(repr(b), e, "|", e.msg, e.pos, e.lineno, e.colno, e.doc == b)
print(json.loads('{"a": 1.5, "b": 2, "c": NaN}', parse_float=str, parse_int=lambda s: "i" + s, parse_constant=lambda s: "<" + s + ">"))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1, "a": 2}', object_pairs_hook=lambda p: p), json.loads('{"a": 1, "a": 2}'))
print(json.loads(b'{"a": "\xc3\xa9"}'), json.loads(bytearray(b"[1]")))
d = JSONDecoder()
print(d.raw_decode("[1, 2] rest"), d.decode(" {} "), d.raw_decode("é[1] x", 1))
try: d.raw_decode("  [1]")
except JSONDecodeError as e: print(e)
print(json.loads("\"a\tb\"", strict=False), JSONDecoder(strict=False).decode("\"\n\""))
import io
f = io.StringIO(); json.dump(data, f, indent=1); f.seek(0); print(json.load(f)["b"])
print(JSONDecodeError.__module__, JSONDecodeError.__name__, JSONDecodeError.__mro__[1], isinstance(JSONDecodeError("m", "doc", 1), ValueError), repr(JSONDecodeError("m", "d\noc", 3)))
x = "[" * 100000
try: json.loads(x)
except RecursionError as e: print("RecursionError", e)
deep = []
for _ in range(100000): deep = [deep]
try: json.dumps(deep)
except RecursionError as e: print("RecursionError", e)
del deep
from collections import OrderedDict, namedtuple, defaultdict, Counter
P2 = namedtuple("P2", "x y")
print(json.dumps([P2(1, 2), OrderedDict(a=1), defaultdict(list, {"k": [1]}), Counter("aab")]))
print(json.loads('{"b":1,"a":2}', object_pairs_hook=OrderedDict))
class S(str): pass
class I(int):
    def __repr__(self): return "I!"
class F(float):
    def __repr__(self): return "F!"
class D(dict):
    def items(self): return [("z", 9)]
class L(list):
    def __iter__(self): return iter([7])
print(json.dumps([S("s"), I(5), F(1.5), D(a=1), D(), L([1, 2])]), json.dumps({S("k"): 1, I(3): 2, F(2.5): 3}))
print(json.loads(b"\xff\xfe\"\x00\xe9\x00\x3d\xd8\x00\xde\"\x00"), json.loads(b"\x00[\x00]"), json.loads(b"[\x00\x00\x00]\x00\x00\x00"))
print(json.loads(b"\xef\xbb\xbf[2]"), json.loads(b"\x00\x00\xfe\xff\x00\x00\x00[\x00\x00\x00]"))
