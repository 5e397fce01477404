# An object changes to a class only if that lays out its instances alike.
class Open:
    def __init__(self):
        self.x = 1


class OpenToo:
    pass


class Slotted:
    __slots__ = ("x",)


class SlottedToo:
    __slots__ = ("x",)


class Other(Exception):
    pass


class Another(ValueError):
    pass


class Files(OSError):
    pass


def change(made, cls):
    try:
        made.__class__ = cls
        print("now", type(made).__name__)
    except TypeError as error:
        print(error)


for cls in [OpenToo, Slotted, object, int]:
    change(Open(), cls)
for cls in [SlottedToo, Open]:
    change(Slotted(), cls)
for cls in [Another, Files, Open]:
    change(Other(), cls)
for bases in [(OSError, KeyError), (OSError, ImportError), (StopIteration, ValueError), (SystemExit, NameError)]:
    try:
        print(type("Both", bases, {}).__mro__[1:3])
    except TypeError as error:
        print(error)
