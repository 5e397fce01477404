class AutoDict(dict):
    def __init__(self): self.n = 0
    def __missing__(self, key):
        if key.startswith('__') or not key.isupper(): raise KeyError(key)
        self[key] = self.n
        self.n += 1
        return self[key]
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, bases, kw)
        return AutoDict()
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, [k for k in ns])
        return super().__new__(mcs, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw):
        print('init', name)
        super().__init__(name, bases, ns)
class A(metaclass=M):
    RED
    GREEN
    x = RED + 5
    def f(self):
        return self.x
    y = [i for i in range(3)]
print(A.RED, A.GREEN, A.x, A().f(), A.y)
class B(A, k=3):
    BLUE
    z = 3
    del z
    import os as path
    for i in range(3):
        pass
    try:
        1/0
    except ZeroDivisionError as e:
        q = str(e)
    with open('/dev/null') as fh:
        pass
    x: int = 3
    x += 2
    locals()['via'] = 9
print(B.BLUE, B.x, B.i, B.q, B.via, hasattr(B, 'z'), hasattr(B, 'e'), B.__annotations__)
class Plain:
    for k in ('a', 'b'):
        locals()[k] = k * 2
    vars()['c'] = 1
print(Plain.a, Plain.b, Plain.c)
class NoDup(dict):
    def __setitem__(self, k, v):
        if k in self and not k.startswith('_'):
            raise TypeError(f'duplicate {k}')
        super().__setitem__(k, v)
class ND(type):
    def __prepare__(name, bases):
        return NoDup()
try:
    class C(metaclass=ND):
        def f(self): pass
        def f(self): pass
except TypeError as e:
    print(e)
class BadM(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return 3
try:
    class D(metaclass=BadM): pass
except TypeError as e:
    print(e)
def func_meta(name, bases, ns):
    print('func_meta', name, bases, sorted(k for k in ns if not k.startswith('__')))
    return ns['v']
class E(metaclass=func_meta):
    v = 42
print(E)
from collections import OrderedDict
class OM(type):
    @classmethod
    def __prepare__(metacls, name, bases):
        return OrderedDict()
    def __new__(cls, name, bases, ns):
        r = type.__new__(cls, name, bases, dict(ns))
        r.members = tuple(ns)
        return r
class F(metaclass=OM):
    def one(self): pass
    def two(self): pass
    three = 3
print(F.members)
def outer(a):
    class G(metaclass=OM):
        b = a
        c = [a for _ in range(2)]
        def m(self): return a
    return G
g = outer(7)
print(g.b, g.c, g().m())
class H(metaclass=OM):
    try:
        undefined_name
    except NameError as e:
        msg = str(e)
print(H.msg)
class Base(metaclass=OM):
    def __init__(self): self.v = 1
class Derived(Base):
    def __init__(self):
        super().__init__()
        self.w = 2
    def cls(self): return __class__
d = Derived()
print(d.v, d.w, d.cls(), Derived.members[2:4])
class MM(type):
    def __call__(cls, *a, **k):
        print('call', cls.__name__)
        return super().__call__(*a, **k)
    def __len__(cls): return 5
    @property
    def p(cls): return cls.__name__ + '!'
    def __iter__(cls): return iter([1,2])
    def __getattr__(cls, n): return 'meta ' + n
class Q(metaclass=MM):
    def __init__(self, x): self.x = x
print(Q(3).x, len(Q), Q.p, list(Q), Q.foo)
class R(Q):
    '''doc'''
    y = 2
print(R(4).x, R.__doc__, R.y, type(R) is MM)
class Sing(type):
    _inst = {}
    def __call__(cls, *a, **k):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a, **k)
        return cls._inst[cls]
class DB(metaclass=Sing):
    pass
print(DB() is DB())
class Reg(type):
    reg = []
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        Reg.reg.append(name)
class P1(metaclass=Reg): pass
class P2(P1): pass
print(Reg.reg)
