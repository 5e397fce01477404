import copy
class A(list):
    def __iter__(self): print('iter'); return iter([10, 20])
class B(list):
    def __iter__(self): print('none')
class C(dict):
    def items(self): print('items'); return [(1, 2), (3, 4)]
class D(dict):
    def __iter__(self): print('iter'); return iter([1])
    def keys(self): print('keys'); return [1]
class E(dict):
    def items(self): return 5
class F(set):
    def __iter__(self): print('set iter'); return iter([1, 2])
class G(tuple):
    def __iter__(self): print('tuple iter'); return iter([1, 2])
class H(A):
    def __init__(self, *a): super().__init__(*a); self.x = [1]
for o in (A([1, 2]), B([1]), C({5: 6}), D({7: 8}), E(), F([3]), G([4]), H([1])):
    for f in (copy.copy, copy.deepcopy):
        try:
            c = f(o)
            print(type(c).__name__, len(c), list.__repr__(c) if isinstance(c, list) else dict.__repr__(c) if isinstance(c, dict) else repr(c))
        except Exception as e: print(type(o).__name__, type(e).__name__, e)
class S(frozenset):
    def __iter__(self): yield 5; yield 6
print(S([1]), S(), repr(S([1, 2])), [S([3])])
