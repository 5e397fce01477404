# There is one tuple without items.
a = ()
b = tuple([])


def rest(*args):
    return args


print(a is b, rest() is a, (1, 2)[2:] is a, tuple(x for x in b) is a, id(rest()) == id(b))
print(a * 3 is a, (1,)[:0] is a, a + b is a, tuple("") is a, tuple({}.keys()) is a)


class Mine(tuple):
    pass


print(Mine() is a, Mine() == a, Mine() is Mine(), type(Mine()).__name__)

# Special methods of built-in classes refuse what they do not take.
for name, value in [("__len__", []), ("__iter__", ()), ("__hash__", 1), ("__neg__", 2.5), ("__str__", "a"), ("__int__", 2.5)]:
    print(name, getattr(value, name)() if name != "__iter__" else list(getattr(value, name)()))
    try:
        getattr(value, name)(3)
    except TypeError as error:
        print(error if name != "__int__" else "TypeError")
print((2.75).__int__(), float.__int__(-2.75))
try:
    b"a" % "a"
except TypeError as error:
    print(error)
