# `__annotations__` are those of the class alone.
class A:
    x: int = 1
    y: "str"


class B(A):
    pass


class C(B):
    z: float = 2.0


class D:
    pass


print(A.__annotations__, B.__annotations__, C.__annotations__, D.__annotations__)
D.__annotations__["q"] = int
print(D.__annotations__, "__annotations__" in D.__dict__, "__annotations__" in B.__dict__)
for K in C.__mro__[:-1]:
    print(K.__name__, sorted(K.__annotations__))
try:
    print(int.__annotations__)
except AttributeError as e:
    print(e)


def local():
    class Base:
        def __init_subclass__(cls, tag=None, **more):
            super().__init_subclass__(**more)
            cls.tag = tag

    class One(Base, tag="one"):
        a: int

    print(One.tag, One.__annotations__, Base.__annotations__)

    class Two(Base, other=1):
        pass


try:
    local()
except TypeError as e:
    print(e)
