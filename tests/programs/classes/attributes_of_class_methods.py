# What is stored in a classmethod or staticmethod, as validators of models are marked.
class A:
    def f(cls): "doc f"; return cls.__name__
    f.tag = 4
    g = classmethod(f)
    s = staticmethod(f)
    g.extra = [1]
    s.extra = 2
    print(g.extra, s.extra, g.__name__, g.__doc__, g.__wrapped__ is f, s.__qualname__, g.__module__, g.__dict__["extra"])
    print(hasattr(g, "nope"), g.__isabstractmethod__)
    g.extra.append(2)
print(A.__dict__["g"].extra, A.g(), A.s(A))
try: A.__dict__["g"].nope
except AttributeError as e: print(e)
del A.__dict__["g"].extra
print(hasattr(A.__dict__["g"], "extra"))
c = classmethod(lambda cls: 3)
setattr(c, "__validator__", 5)
print(c.__validator__, vars(c)["__validator__"])
class P(property): pass
p = P(lambda s: 3); p.x = 4; print(p.x)
try: property(lambda s: 3).x = 4
except AttributeError as e: print(e)
import abc
class Meta(abc.ABCMeta):
    def __new__(mcs, name, bases, ns, **kw):
        found = [(k, (getattr(v, "__config__", None) or [0])[0]) for k, v in ns.items() if not k.startswith("__")]
        cls = super().__new__(mcs, name, bases, ns, **kw)
        print(name, found, [(k, (getattr(cls.__dict__[k], "__config__", None) or [0])[0]) for k, _ in found])
        return cls
def check(*names):
    def dec(f):
        c = f if isinstance(f, classmethod) else classmethod(f)
        setattr(c, "__config__", (names, c.__func__))
        return c
    return dec
class Base(metaclass=Meta): pass
class M(Base):
    x: int = 3
    @check("x", "y")
    def nm(cls, v): return v
    @check("z")
    @classmethod
    def mm(cls, v): return v
print(M.nm(3), M().mm(4))
