class Base:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.setup()
    @classmethod
    def setup(cls): print('base setup', cls)
class D(Base):
    @classmethod
    def setup(cls):
        super().setup()
        print('setup', __class__)
class Named:
    def __set_name__(self, owner, name):
        print(owner.describe(), name)
class E:
    n = Named()
    @classmethod
    def describe(cls):
        return __class__.__name__, super().__repr__
try:
    print(E.describe()[0])
except Exception as e: print(e)
def local():
    class F(Base):
        @classmethod
        def setup(cls):
            super().setup()
            print('setup', __class__)
local()
class Meta(type):
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        cls.setup()
class M(metaclass=Meta):
    @classmethod
    def setup(cls):
        print('M setup', cls, __class__, super().__init__ is not None)
class N(M):
    @classmethod
    def setup(cls):
        super().setup()
        print("N")
def inner():
    class P(N):
        @classmethod
        def setup(cls):
            super().setup()
            print("P", __class__)
inner()


# An instance made of the class of another: of its own, of a derived one, of one without initialiser.
class Vector:
    def __init__(self, x, y=0.0):
        self.x = x
        self.y = y

    def __add__(self, other):
        return self.__class__(self.x + other.x, self.y + other.y)

    def scaled(self, k):
        return type(self)(self.x * k, y=self.y * k)

    def empty(self):
        return self.__class__

    def __repr__(self):
        return f"{self.__class__.__name__}({self.x}, {self.y})"


class Named(Vector):
    def __init__(self, x, y=0.0, name="n"):
        super().__init__(x, y)
        self.name = name


class Bare:
    def another(self):
        return self.__class__()


class Odd(Vector):
    @property
    def __class__(self):
        return list


v = Vector(1.5, 2.5)
n = Named(1, 2)
print(v + n, n + v, (n + n).name, v.scaled(2), n.scaled(3).name, v.empty() is Vector, n.empty()(1, 2, "x").name)
print([type(x).__name__ for x in (Bare().another(), Bare().another().another())], [a + b for a, b in ((v, n), (n, v))])
try:
    print(v.__class__())
except TypeError as error:
    print(error)
try:
    print(Odd(1).scaled(2), (Odd(1) + v))
except TypeError as error:
    print(error)
