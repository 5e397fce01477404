"""A class statement can run functions before the names below it are bound."""


def look():
    try:
        return LIMIT, later()
    except NameError as error:
        return str(error)


class Base:
    seen = []

    def __init_subclass__(cls):
        Base.seen.append(look())


class Derived(Base):
    pass


LIMIT = 10


class Again(Base):
    pass


def later():
    return "later"


class Last(Base):
    pass


print(Base.seen)


def generate():
    try:
        return list(n * FACTOR for n in range(3))
    except NameError as error:
        return str(error)


FIRST = generate()
FACTOR = 2
print(FIRST, generate())
