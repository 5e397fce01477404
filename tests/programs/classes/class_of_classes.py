# `__class__` of classes, whatever their instances say.
class Plain:
    pass


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


class Claims:
    @property
    def __class__(self):
        return Plain


def named(x):
    return x.__class__.__name__


print(Plain.__class__.__name__, named(Plain), named(Plain()), named(3), named(int), named(type))
print(Made.__class__, named(Made), named(Made()), type(Made).__class__)
print(Claims.__class__, named(Claims()), isinstance(Claims(), Plain), type(Claims()).__name__)
print(object.__class__, Plain.__class__ is type, [c.__class__.__name__ for c in (Plain, Made, 1)])
