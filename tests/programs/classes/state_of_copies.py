import copy
class Pos:
    def __set_name__(self, o, n): self.n = n
    def __set__(self, obj, v):
        if v < 0: raise ValueError("negative")
        print("set", v); obj.__dict__[self.n] = v
    def __get__(self, obj, cls=None): return obj.__dict__[self.n]
class A:
    x = Pos()
    def __init__(self, x): self.x = x
    def __getstate__(self): return dict(self.__dict__)
print(copy.copy(A(5)).x)
class RO:
    def __init__(self): self.__dict__["p"] = 1
    @property
    def p(self): return self.__dict__["p"]
    def __getstate__(self): return {"p": 9}
print(copy.copy(RO()).p)
