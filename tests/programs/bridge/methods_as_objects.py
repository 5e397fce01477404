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

# Of which classes methods of built-in classes are, and how they show.
import inspect
import types


class Sized:
    def plain(self):
        pass

    def __len__(self):
        return 3


sized = Sized()
for method in (
    [].append,
    sized.__init__,
    sized.__str__,
    sized.__len__,
    sized.plain,
    sized.__reduce__,
    sized.__dir__,
    (5).__add__,
    [].__iter__,
    object().__eq__,
    Exception().__str__,
    (lambda: 0).__call__,
):
    of = types.MethodType, types.MethodWrapperType, types.BuiltinFunctionType
    print(type(method), [isinstance(method, kind) for kind in of], repr(method).split(" at ")[0].split(" of ")[0])
print([name for name, _ in inspect.getmembers(sized, inspect.ismethod)])
print(hasattr(sized.__str__, "__func__"), sized.__str__ == sized.__str__, sized.__str__.__self__ is sized)
setter = sized.__setattr__
setter("extra", 1)
exec("setter('more', 2)")
print(sized.__dict__)
