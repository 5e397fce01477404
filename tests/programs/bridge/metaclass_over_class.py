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
