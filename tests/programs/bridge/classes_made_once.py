# A class of the program is one class in CPython, whoever asks for it first; and `pow` with three arguments.
import collections
import pickle

eval("1")
Plain = collections.namedtuple("Plain", "x")


class Named(collections.namedtuple("Named", "x y")):
    pass


class Text(str):
    pass


class Failure(ValueError):
    pass


for value in (Plain(1), Named(1, [2]), Text("t"), Failure("f")):
    print(repr(pickle.loads(pickle.dumps(value))))


class Power:
    def __pow__(self, n, modulus=None):
        return ("pow", n, modulus)

    def __rpow__(self, n, modulus=None):
        return ("rpow", n, modulus)


class Short:
    def __pow__(self, n):
        return ("short", n)


p = Power()
print(eval("pow(p, 2, 5), pow(p, 2), pow(2, p), p ** 2"))
for text in ("pow(Short(), 2, 3)", "pow(2, p, 3)", "pow(2, 3, p)", "pow(1j, 2, 5)"):
    try:
        print(eval(text))
    except (TypeError, ValueError) as error:
        print(error)
try:
    pow(1j, 2, 5)
except ValueError as error:
    print(error)
