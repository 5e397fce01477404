"""What `object` and `type` do by name, called on objects of CPython and from classes over its classes."""
import threading
import types


class Noted(types.SimpleNamespace):
    def __setattr__(self, name, value):
        print("set", name)
        object.__setattr__(self, name, value)

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __dir__(self):
        return sorted(object.__dir__(self))[-2:]

    def __repr__(self):
        return object.__repr__(self).split(" at ")[0]


for turn in range(3):
    noted = Noted(a=1)
    noted.b = 2
    del noted.a
    print(vars(noted), dir(noted), repr(noted), noted.b)

plain = types.SimpleNamespace(a=1)
object.__setattr__(plain, "b", 2)
print(plain, object.__getattribute__(plain, "a"))
object.__delattr__(plain, "b")
print(plain, object.__repr__(plain).split(" at ")[0])
try:
    object.__delattr__(plain, "b")
except AttributeError as error:
    print(error)
print(type.__getattribute__(threading.Thread, "__name__"))


class Meta(type):
    def __setattr__(cls, name, value):
        print("class set", name)
        type.__setattr__(cls, name, value)

    def __getattribute__(cls, name):
        return type.__getattribute__(cls, name)


class Problem(Exception, metaclass=Meta):
    pass


Problem.x = 3
print(Problem.x)

# The wrapper itself, given to CPython and back.
kept = types.SimpleNamespace(set=object.__setattr__, get=object.__getattribute__)
for turn in range(3):
    kept.set(plain, "c", turn)
    object.__setattr__(plain, "d", turn)
    print(plain, kept.get(plain, "c"), object.__getattribute__(plain, "d"))
