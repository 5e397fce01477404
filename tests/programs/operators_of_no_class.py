def f(x):
    return isinstance(x, (len, int))
try: print(f(255))
except TypeError as e: print(e)
def g(x):
    return isinstance(x, (int, len))
try: print(g(255))
except TypeError as e: print(e)
try: print(g('a'))
except TypeError as e: print(e)
try: print(isinstance(5, (3, int)))
except TypeError as e: print(e)
try: print(isinstance(5, ((int, 4), 3)))
except TypeError as e: print(e)
try: print(issubclass(int, (4, int)))
except TypeError as e: print(e)
class C: pass
class M(dict):
    def __iter__(self): return r
    def keys(self): print('keys')
print(M().copy(), M(a=1).__len__())
for a in ({1}, {}, set(), C(), 5, 1.5, None, {}.keys(), frozenset(), [1], (), 'a', b'', range(2), len, iter([])):
    for b in ((), [1], 'x', {1}, 2, None, C()):
        try: a *= b; print(repr(a)[:9])
        except TypeError as e: print(e)
        try: print(repr(a * b)[:9])
        except TypeError as e: print(e)
        try: a += b; print(repr(a)[:9])
        except TypeError as e: print(e)
        a = type(a)() if type(a) in (list, tuple, str, bytes) else a
