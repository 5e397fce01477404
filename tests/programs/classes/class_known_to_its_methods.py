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
