"""Classes that code gets hold of without their names."""
class Field:
    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner
        owner.register(name)
        owner.count += 1
        print(owner.describe("x"))
class Base:
    names = []
    count = 0
    @classmethod
    def register(cls, name):
        cls.names.append((cls.__name__, name))
    @staticmethod
    def describe(x):
        return "desc " + x
class Model(Base):
    a = Field()
    b = Field()
    def make(self, n):
        return n + 1
print(Model.names, Model.count)
class Reg:
    def __set_name__(self, owner, name):
        inst = owner(3)
        print(inst.get(), name)
        owner.extra = lambda self: self.v * 2
class C:
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
    r = Reg()
print(C(4).extra())
class Plugin:
    def run(self, x):
        return "base"
    @classmethod
    def create(cls, n):
        return cls(n)
class A(Plugin):
    def __init__(self, n):
        self.n = n
    def run(self, x):
        return self.n + x
    def only_a(self, k=2):
        return self.n * k
class B(Plugin):
    def __init__(self, n):
        self.n = str(n)
    def run(self, x):
        return self.n * x
    def only_b(self):
        return [self.n]
for c in Plugin.__subclasses__():
    p = c(3)
    print(c.__name__, p.run(4), c.create(5).run(2))
    for m in ("only_a", "only_b"):
        if hasattr(p, m):
            print(getattr(p, m)())
def walk(cls):
    for s in cls.__subclasses__():
        yield s
        yield from walk(s)
class Shape:
    def area(self): return 0
class Sq(Shape):
    def __init__(self, s=2): self.s = s
    def area(self): return self.s ** 2
class BigSq(Sq):
    def area(self): return super().area() * 10
    def scale(self, f): self.s *= f; return self
print([(s.__name__, s().area()) for s in walk(Shape)])
d = {c.__name__: c for c in Shape.__subclasses__()[0].__subclasses__()}
print(d["BigSq"]().scale(3).area())
