# A class with a metaclass over a class of the program: what that is given later shows in it.
class Meta(type):
    def __new__(m, name, bases, ns):
        ns["made"] = sorted(k for k in ns if not k.startswith("__"))
        return super().__new__(m, name, bases, ns)

    def twice(cls):
        return cls.count * 2


class Plain:
    made = 0
    count = 0
    names = []

    def __init__(self, a=1):
        self.a = a
        Plain.count += 1

    def get(self):
        return self.a, self.count


class M(Plain, metaclass=Meta):
    def __init__(self, a=2):
        super().__init__(a)

    def own(self):
        return self.get()


for n in range(3):
    m = M(n)
    print(m.own(), M.count, M.twice(), M.made)
print(Plain(7).get(), m.get(), M.count)
Plain.names.append("x")
print(M.names, m.names is Plain.names)
Plain.later = lambda self: ("later", self.a)
print(m.later())
Plain.get = lambda self: "replaced"
print(m.get(), m.own(), Plain().get())
del Plain.later
print(hasattr(m, "later"))
print(M.__mro__ == (M, Plain, object), M.__bases__ == (Plain,), M.__base__ is Plain)
print(isinstance(m, Plain), issubclass(M, Plain), type(m).__mro__[1] is Plain, type(m) is M)


# A metaclass is given the classes of the program themselves.
class Plain:
    "of the program"
    __slots__ = ()

    def hi(self):
        return "hi"


class Told(type):
    def __new__(mcs, name, bases, namespace):
        print(name, bases, [base is Plain for base in bases], [base == Plain for base in bases], Plain in bases)
        namespace["__slots__"] = ("x",) + (("__weakref__",) if bases == (Plain,) else ())
        return super(Told, mcs).__new__(mcs, name, bases, namespace)


class Over(Plain, metaclass=Told):
    pass


class Further(Over):
    pass


import weakref

over = Over()
print(weakref.ref(over)() is over, over.hi(), Over.__bases__[0] is Plain, Further.__mro__[-2] is Plain, Further().hi())


# It may add them.
class Adds(type):
    def __new__(mcs, name, bases, namespace):
        return type.__new__(mcs, name, (Filled,) + bases, namespace)


class Filled:
    def __init__(self, x=1):
        self.x = x

    def shown(self):
        return "shown", self.x


class Added(metaclass=Adds):
    def shown(self):
        return super().shown() + ("more",)


added = Added(4)
print(added.shown(), Added.__bases__, isinstance(added, Filled), issubclass(Added, Filled))
print(Adds("Called", (), {})(3).shown())

# Registered for an abstract class, and derived from under another metaclass.
from abc import ABCMeta
from collections.abc import Hashable, Sequence


class Vector(metaclass=ABCMeta):
    pass


class Python:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        return i


Vector.register(Python)
Sequence.register(Vector)
Hashable.register(Python)


class Slotted(type):
    def __new__(mcs, name, bases, namespace):
        namespace["__slots__"] = ()
        return super(Slotted, mcs).__new__(mcs, name, bases, namespace)


class Checked(Python, metaclass=Slotted):
    pass


class Naturals(Checked):
    pass


print(isinstance(Naturals(), Vector), issubclass(Naturals, Vector), isinstance(Python(), Vector), isinstance(Naturals(), Sequence), isinstance(1, Vector))
