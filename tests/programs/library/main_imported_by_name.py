# `__import__(__name__)`, and attributes of `type` and `super`.
X = 5


def plus():
    return X + 1


m = __import__(__name__)
print(m.plus(), m.X, getattr(m, "plus")())
m.X = 8
print(plus(), getattr(__import__("__main__"), "X"))


class A:
    x = 1

    def f(self):
        return "f"


class D(A):
    def f(self):
        s = super()
        return s.f(), s.__thisclass__.__name__, s.__self_class__.__name__, s.__self__ is self


type.__setattr__(A, "y", 5)
type.__setattr__(A, "f", lambda self: "changed")
print(A.y, D().y, hasattr(type, "y"), A().f(), D().f())
type.__delattr__(A, "y")
print(hasattr(A, "y"), type.__getattribute__(A, "x"), type.__getattribute__(D, "__bases__"))
try:
    type.__setattr__(int, "y", 5)
except TypeError as e:
    print(e)
