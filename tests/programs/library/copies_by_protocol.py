# Copies are made from what a class says it is made again from: `__reduce_ex__`, `__reduce__`,
# `__getstate__`, `__setstate__`, `__getnewargs__`, and what `object` says for the others.
import copy
class A:
    def __init__(s): s.a, s.b = 1, [2]
    def __getstate__(s): d = dict(s.__dict__); d['a'] = 'saved'; return d
    def __setstate__(s, d): s.__dict__.update(d); s.restored = True
class B:
    def __init__(s, x): s.x = x
    def __reduce__(s): return B, (s.x + 1,)
class C:
    def __init__(s, x): s.x = x
    def __reduce_ex__(s, p): return C, (p,), {'extra': [5]}
class D:
    def __new__(cls, x): o = super().__new__(cls); o.x = x; return o
    def __getnewargs__(s): return ('new',)
class E:
    __slots__ = ('p', 'q')
    def __init__(s): s.p = [1]
    def __getstate__(s): return s.p
    def __setstate__(s, st): s.p, s.q = st, 'set'
class F:
    def __setstate__(s, st): print('state', st)
class S(str):
    def __new__(cls, v, extra=None): o = super().__new__(cls, v); o.extra = extra; return o
class I(int): pass
class Fl(float): pass
class By(bytearray): pass
class Fs(frozenset): pass
class T(tuple):
    def __reduce__(s): return T, ((1, 2),)
class L(list):
    def append(s, x): print('append', x); super().append(x)
    def extend(s, x): print('extend'); super().extend(x)
class Di(dict):
    def __setitem__(s, k, v): print('set', k); super().__setitem__(k, v)
class St(set):
    def __reduce__(s): return St, ([9],)
class Ex(Exception):
    def __init__(s, a, b): super().__init__(a); s.b = b
class Cp:
    def __init__(s): s.n = 1
    def __copy__(s): c = Cp(); c.n = 'copied'; return c
    def __deepcopy__(s, memo): c = Cp(); c.n = ('deep', len(memo) >= 0); memo[id(s)] = c; return c
def show(o):
    if isinstance(o, E): return [getattr(o, n, None) for n in 'pq']
    return (repr(o) if isinstance(o, (int, float, str, list, dict, tuple, set, frozenset, bytearray)) else type(o).__name__), sorted(vars(o).items()) if hasattr(o, '__dict__') else None
l = L([1, 2]); l.tag = 't'
s = S('v', [1])
i = I(5); i.note = 'n'
for o in (A(), B(1), C(2), D('d'), E(), F(), s, i, Fl(2.5), By(b'x'), Fs([1]), T((5,)), l, Di(a=1), St([1]), Cp()):
    for f in (copy.copy, copy.deepcopy):
        try: print(type(o).__name__, show(f(o)), type(f(o)) is type(o))
        except Exception as e: print(type(o).__name__, type(e).__name__, e)
try: print(copy.copy(Ex(1, 2)))
except TypeError as e: print(e)
def gen(): yield 1
for bad in (gen(), iter([1]), (x for x in 'a'), open('/dev/null')):
    try: print(type(copy.copy(bad)).__name__)
    except TypeError as e: print(e)
x = [1, [2, 3]]; y = copy.deepcopy(x); y[1].append(4); x.append(x); z = copy.deepcopy(x); print(y, z[2] is z, x[1])
class N:
    def __init__(s, v): s.v, s.next = v, None
a = N(1); a.next = N(2); a.next.next = a
b = copy.deepcopy(a); print(b is a, b.next.next is b, b.next.v)
class AA:
    def __init__(s): s.a = 1
class EE:
    __slots__ = ('p', 'q')
    def __init__(s): s.p = [1]
class GG(EE):
    def __init__(s): super().__init__(); s.z = 1
class Emp: pass
class SS(str): pass
for o in (AA(), EE(), GG(), Emp(), SS("x")):
    try: print(o.__getstate__())
    except Exception as e: print(type(e), e)
    try: print(o.__reduce_ex__(4)[1:3])
    except Exception as e: print(type(e), e)
for error in (ValueError(1, "two"), OSError(2, "text", "file"), KeyError("k")):
    again = copy.copy(error)
    print(repr(again), again.args, getattr(again, "filename", None), again is error)


class Grown(list):
    pass


grown = Grown([1, 2])
grown += grown
grown.extend(grown)
print(grown)


class Index(int):
    def __index__(self):
        raise ValueError("an int is not asked")


print(round(Index(7)), [1, 2, 3][Index(1)], "ab" * Index(2), range(Index(3)), hex(Index(9)))


# Plain objects, as they stand for what is missing, are copied too.
missing = object()
held = {"missing": missing, "twice": [missing, missing]}
copied = copy.deepcopy(held)
print(type(copied["missing"]), copied["missing"] is missing, copied["missing"] is copied["twice"][0])
print(copy.copy(missing) is missing, type(copy.copy(missing)))
