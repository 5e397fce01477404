import collections.abc
class R(collections.abc.Sized):
    def __init__(self): object.__setattr__(self, "x", 5)
    def __len__(self): return self.x
    def __setattr__(self, n, v): raise TypeError("no")
r = R()
print(r.__dict__)
print(len(r))
