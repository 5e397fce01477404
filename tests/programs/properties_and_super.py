class cached_property(property):
    "with own init"
    def __init__(self, func, *, name=None, **kw):
        super().__init__(func)
        self.name = name or func.__name__
        self.kw = kw
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return ('got', super().__get__(obj, owner))
class InstanceProp(property):
    def __init__(self, fget=None, fset=None, fdel=None, doc=None, classval=None):
        self.classval = classval
        super().__init__(fget, fset, fdel, doc)
    def __get__(self, obj, type=None):
        if obj is None: return self.classval
        return property.__get__(self, obj, type)
class U:
    @cached_property
    def a(self):
        "doc a"
        return 5
    b = cached_property(lambda self: 6, name='bee', z=1)
    c = InstanceProp(lambda self: 7, classval='cls')
    _v = 1
    def getv(self): return self._v
    def setv(self, v): self._v = v
    v = property(getv, setv, doc='the v')
    @v.deleter
    def v(self): self._v = None
    @property
    def w(self):
        "w doc"
        return 1
    @w.setter
    def w(self, x): pass
u = U()
print(u.a, u.b, U.b.name, U.b.kw, U.c, u.c, U.a.__doc__)
u.v = 4; print(u.v, U.v.__doc__, U.w.__doc__); del u.v; print(u.v)
p2 = property(); print(p2.fget, p2.__doc__)
p2.__doc__ = 'set'; print(p2.__doc__)
try: p2.fget = 3
except AttributeError as e: print(e)
try: property(1, 2, 3, 4, 5)
except TypeError as e: print(e)
try: property(foo=1)
except TypeError as e: print(e)


class Deleted:
    def test(self):
        def bare(x):
            del x
            super()
        def attribute(x):
            del x
            return super().foo
        for function in (bare, attribute):
            try:
                function(None)
            except RuntimeError as e:
                print(e)


Deleted().test()
