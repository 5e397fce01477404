# The main module, found by its name.
import importlib
import pickle

X = 5


def plus():
    return X + 1


class C:
    def __init__(self, n):
        self.n = n

    def total(self):
        return self.n + X


def load(name):
    return importlib.import_module(name)


m = load("__ma" + "in__")
print(m.plus(), m.X, m.C is C, m.__name__)
X = 7
print(m.plus(), m.X, m.C(3).total())
print(load("json").dumps([1]))
# What a file names is looked up there.
o = pickle.loads(b"\x80\x02c__main__\nC\nq\x00)\x81q\x01}q\x02X\x01\x00\x00\x00nq\x03K\x05sb.")
print(o.total(), isinstance(o, C))
f = pickle.loads(b"c__main__\nplus\n.")
print(f(), f is plus)
