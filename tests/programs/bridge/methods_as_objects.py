# Bound methods of compiled classes, as Python code sees them.
import inspect
import pickle
import types


class C:
    "Documented."

    def m(self, q, r=2):
        "About m."
        return q, r

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    def __eq__(self, other):
        return isinstance(other, C)

    __hash__ = None


c = C()
print(inspect.ismethod(c.m), inspect.signature(c.m), inspect.signature(C.m))
print(isinstance(c.m, types.MethodType), c.m.__func__ is C.m, c.m.__self__ is c, c.m.__doc__)
print(c.m == c.m, c.m(1), types.MethodType(C.m, c)(3))
print(list(map(c.m, [1, 2], "ab")), C.c(1), pickle.loads(pickle.dumps(c.m))(5))
print(C.__bases__, C.__mro__, C.__base__, [n for n, _ in inspect.getmembers(c, inspect.ismethod)])
print(inspect.isfunction(C.m), isinstance(C.m, types.FunctionType), inspect.isfunction(len), inspect.isroutine(c.m))
print(sorted(n for n in C.__dict__ if not n.startswith("__")), "__hash__" in C.__dict__, "__repr__" in C.__dict__)
