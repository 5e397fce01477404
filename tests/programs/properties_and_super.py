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


# Classes derived from classmethod and staticmethod.
class Marked(classmethod):
    __isabstractmethod__ = "marked"

    def __init__(self, function, tag="t"):
        super().__init__(function)
        self.tag = tag


class Counted(staticmethod):
    calls = 0

    def __get__(self, instance, owner=None):
        Counted.calls += 1
        return super().__get__(instance, owner)


class OfBoth(classmethod):
    def __get__(self, instance, owner=None):
        if instance is None:
            return super().__get__(instance, owner)
        return lambda *args: ("instance", self.__func__(instance, *args)[1:])


class HasThem:
    @Marked
    def made(cls, x):
        return cls.__name__, x

    @Counted
    def plain(x):
        return x + 1

    @OfBoth
    def either(first, *rest):
        return (first.__name__ if isinstance(first, type) else "self", *rest)


class HasThemToo(HasThem):
    @classmethod
    def made(cls, x):
        return "derived", super().made(x)


print(HasThem.made(3), HasThem().made(4), HasThem.plain(1), HasThem().plain(2), Counted.calls)
print(HasThem.either(1), HasThem().either(2), HasThemToo.made(5), HasThemToo().made(6))
inside = HasThem.__dict__
print(type(inside["made"]).__name__, inside["made"].__isabstractmethod__, inside["made"].tag, inside["plain"](4))
print(inside["made"].__func__(HasThem, 9), inside["plain"].__wrapped__(1), isinstance(inside["made"], classmethod))
print(Counted.__mro__, issubclass(Marked, classmethod))
try:
    OfBoth()
except TypeError as e:
    print(e)


# The functions of a property may be called on objects of other classes.
class Sized:
    def __init__(self):
        self.n = 3

    @property
    def size(self):
        return self.n

    @size.setter
    def size(self, n):
        self.n = n


class Other:
    def __init__(self):
        self.n = 4

    @property
    def size(self):
        return Sized.size.fget(self) + 100

    @size.setter
    def size(self, n):
        Sized.size.fset(self, n * 2)


other = Other()
other.size = 7
print(other.size, Sized().size)


# An unbound super object; bytes of a class derived from bytes.
unbound = super(Sized, None)
print(unbound.__thisclass__, unbound.__self__, unbound.__self_class__)


class MoreBytes(bytes):
    pass


class GivesBytes:
    def __bytes__(self):
        return MoreBytes(b"xy")


print(bytes(GivesBytes()) == b"xy")
