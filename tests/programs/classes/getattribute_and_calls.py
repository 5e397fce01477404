# Methods too are asked of `__getattribute__` when they are called.
class Watched:
    def __getattribute__(self, name):
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        print("asked for", name)
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            return "default " + name

    def chain(self):
        return self.missing

    def plain(self, k=1):
        return k


class Derived(Watched):
    def chain(self):
        return super().chain()


for watched in (Watched(), Derived()):
    print(watched.chain(), watched.plain(2), watched.plain(k=3))
    watched.value = 5
    print(watched.value)


# An `__init__` returns None.
class Returns:
    def __init__(self, what):
        if what:
            return what


class Yields:
    def __init__(self):
        yield 1


class Derives(Returns):
    pass


for make in (lambda: Returns(5), lambda: Returns("text"), lambda: Yields(), lambda: Derives([1]), lambda: Returns(0)):
    try:
        print(type(make()).__name__)
    except TypeError as error:
        print(error)
try:
    Returns(2.5)
except TypeError as error:
    print(error)
