# What `vars` of a class lists, in CPython's order.
class V:
    """Text."""
    a = 1

    def f(self):
        pass


class W(V):
    x: int = 3


class X:
    b = 2
    __slots__ = ("q",)


class Y(X):
    pass


class Z(Exception):
    k = 1


for c in V, W, X, Y, Z:
    print(c.__name__, list(vars(c)))
print(sorted(k for k, v in V.__dict__.items() if callable(v)))
v = V()
v.n = 5
print(vars(V)["__dict__"].__get__(v, V), v.__weakref__ if hasattr(v, "__weakref__") else None)
del V.a
print(list(V.__dict__))
try:
    type(None)(1)
except TypeError as e:
    print(e)


class Own:
    @property
    def __dict__(self):
        return {"made": "here"}


print(type(vars(Own)["__dict__"]).__name__, Own().__dict__, vars(Own()))
for target, name in (([], "append"), (1, "real"), ("", "missing"), (V(), "f"), (Y(), "b")):
    try:
        delattr(target, name)
    except AttributeError as error:
        print(error)
