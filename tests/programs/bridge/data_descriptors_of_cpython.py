import argparse
class D(argparse.Namespace):
    def __set__(self, o, v): o.__dict__["_x"] = ("set", v)
    def __get__(self, o, t=None): return self if o is None else o.__dict__.get("_x")
    def __delete__(self, o): print("delete"); o.__dict__.pop("_x", None)
class A:
    x = D()
    def __init__(self, v): self.x = v
a = A(3)
print(a.x, a.__dict__)
a.x = 5; setattr(a, "x", 6)
print(a.x, vars(a))
del a.x
print(a.x, type(A.x).__name__)
class S:
    __slots__ = ("q",)
    y = D()
try:
    S().y = 5
except AttributeError as e: print(e)
import functools, types
class P:
    v = types.DynamicClassAttribute(lambda self: 7, lambda self, val: print("dset", val))
p = P(); p.v = 3; print(p.v, vars(p))
class B(A):
    def __init__(self): super().__init__(9); self.z = self.x
print(B().z)
