import weakref
class W: pass
def f():
    w = W(); r = weakref.ref(w)
    b = r() is w
    w = None
    return b, r() is None
print(f())
class D:
    def __del__(self): print('del')
class K:
    def __init__(self): self.k = D()
def h6(o):
    b = o.k is None
    o.k = None
    print('after')
    return b
print(h6(K()))
def h4(d):
    b = d['a'] is d['b']
    d.clear()
    print('after')
    return b
print(h4({'a': D(), 'b': D()}))
