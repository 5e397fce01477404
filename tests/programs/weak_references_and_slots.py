import weakref
class S:
    __slots__ = ('x',)
class W(S):
    __slots__ = ('__weakref__',)
class N(S): pass
for c in (S, W, N):
    o = c()
    try: print(weakref.ref(o)() is o)
    except TypeError as e: print(e)
