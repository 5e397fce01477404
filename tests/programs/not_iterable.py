# `__iter__ = None` takes iteration away, also where items can be asked for by their places.
class Counting:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i


class NotAnyMore(Counting):
    __iter__ = None


class Container(Counting):
    __iter__ = None

    def __contains__(self, item):
        return True


def show(f):
    try:
        print(f())
    except TypeError as error:
        print(error)


for made in (Counting(), NotAnyMore(), Container()):
    for f in (lambda: list(made), lambda: [*made], lambda: sum(made), lambda: iter(made) is None, lambda: [x for x in made]):
        show(f)
print(1 in Counting(), 5 in Container())
