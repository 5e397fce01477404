"""Code of CPython asks `super()`, and so `object`, for attributes of instances of ours: hooks of their classes are not asked again."""
text = """
def hooks(cls):
    __class__ = cls

    def __getattr__(self, name):
        try:
            return super().__getattribute__(name)
        except AttributeError as error:
            print("missed", name)
            raise

    def __setattr__(self, name, value):
        print("sets", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("deletes", name)
        super().__delattr__(name)

    return __getattr__, __setattr__, __delattr__


def get(thing, name):
    return getattr(thing, name)
"""
names = {}
exec(text, names)


class Plain:
    pass


class Slotted:
    __slots__ = ("x", "__weakref__")


class Derived(Plain):
    def __getattr__(self, name):
        return "derived " + name


for kind in (Plain, Slotted):
    kind.__getattr__, kind.__setattr__, kind.__delattr__ = names["hooks"](kind)
for kind in (Plain, Slotted, Derived):
    thing = kind()
    thing.x = 1
    print(thing.x)
    del thing.x
    try:
        print(thing.x)
    except AttributeError as error:
        print(error)
    print(names["get"](kind, "__weakref__"))
