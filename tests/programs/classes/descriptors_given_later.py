# Data descriptors that classes are given after their bodies, under names that their methods store.


class Typed:
    def __init__(self, name, kind):
        self.name = name
        self.kind = kind

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__[self.name]

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value


def typed(**kinds):
    def decorate(cls):
        for name, kind in kinds.items():
            setattr(cls, name, Typed(name, kind))
        return cls

    return decorate


@typed(name=str, shares=int)
class Stock:
    def __init__(self, name, shares):
        self.name = name
        self.shares = shares

    def cost(self):
        return self.shares * 2


print(Stock("a", 3).cost(), Stock("a", 3).__dict__)
try:
    Stock("a", "b")
except TypeError as error:
    print(error)


def shown(tag):
    return property(lambda self: tag, lambda self, value: print("setting", tag, value))


class ByAlias:
    def __init__(self):
        self.n = 1
        self.m = 2.5

    def show(self):
        return self.n, self.m


alias = ByAlias
alias.n = shown("alias")
print(ByAlias().show(), ByAlias().__dict__)


class ByFunction:
    def __init__(self):
        self.n = 1

    def show(self):
        return self.n


def patch(cls):
    cls.n = Typed("n", float)


old = ByFunction()
patch(ByFunction)
print(old.show())
try:
    ByFunction()
except TypeError as error:
    print(error)


class InLoop:
    def __init__(self):
        self.n = 1

    def show(self):
        return self.n


class InLoopToo(InLoop):
    pass


for cls in (InLoopToo,):
    cls.n = shown("loop")
print(InLoop().show(), InLoopToo().show())


class ByName:
    def __init__(self):
        self.n = 1
        self.m = 1

    def show(self):
        return self.n + self.m


for name in ["m"]:
    setattr(ByName, name, shown(10))
print(ByName().show())


class Unpacked:
    def __init__(self):
        self.n = 1

    def show(self):
        return self.n


Unpacked.n, Unpacked.z = shown("unpacked"), 1
print(Unpacked().show())


def main():
    class Inner:
        def __init__(self):
            self.n = 1

        def show(self):
            return self.n

    Inner.n = shown("inner")
    print(Inner().show(), Inner().n)

    class Other:
        def __init__(self):
            self.n = 1

        def show(self):
            return self.n

    setattr(Other, "n", shown("other"))
    print(Other().show())

    class Plain:
        def __init__(self):
            self.n = 1

    Plain.n = 5
    plain = Plain()
    print(plain.n, Plain.n)
    del plain.n
    print(plain.n)


main()
