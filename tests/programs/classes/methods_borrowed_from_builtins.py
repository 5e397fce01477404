# Special methods of a class may be methods of built-in classes; a subclass of a
# container that cannot be hashed cannot be hashed either.
class Attributes(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


attributes = Attributes(x=1)
attributes.y = 2
attributes.x += 5
print(attributes, attributes.y, attributes["x"])
del attributes.x
print(attributes, "x" in attributes)


class Borrowing:
    __call__ = print
    __iter__ = [1, 2].__iter__
    __contains__ = {1, 2}.__contains__
    __getitem__ = "abc".__getitem__
    __setattr__ = object.__setattr__


borrowing = Borrowing()
borrowing.name = 5
print(list(borrowing), 1 in borrowing, 5 in borrowing, borrowing[1], borrowing.name)
borrowing("called", 2)


class Sets(set):
    pass


class Lists(list):
    pass


class Dicts(dict):
    pass


class Arrays(bytearray):
    pass


class Same(list):
    def __eq__(self, other):
        return True


class Hashed(list):
    def __hash__(self):
        return 7


for kind in (Sets, Lists, Dicts, Arrays, Same, Hashed):
    for use in (hash, lambda value: {value: 1}, lambda value: {value}, lambda value: {} .get(value)):
        try:
            use(kind())
            print(kind.__name__, "hashed")
        except TypeError as error:
            print(error)


class Setting:
    def __setitem__(self, key, value):
        pass


class Deleting:
    def __delitem__(self, key):
        pass


setting, deleting = Setting(), Deleting()
try:
    del setting[0]
except AttributeError as error:
    print(error)
try:
    deleting[0] = 1
except AttributeError as error:
    print(error)
for new in (int, 5, object, "x"):
    try:
        setting.__class__ = new
    except TypeError as error:
        print(error)
try:
    del setting.__class__
except TypeError as error:
    print(error)
array = bytearray(b"ab")
try:
    array += array
except BufferError as error:
    print(error)
array.extend(array)
empty = bytearray()
empty += empty
print(array, empty)


def variables():
    held = 1

    def drop():
        nonlocal held
        del held

    drop()
    for use in (drop, lambda: held):
        try:
            use()
        except NameError as error:
            print(type(error).__name__, error)


variables()
try:
    bytearray(1)[5] = 256
except ValueError as error:
    print(error)


# Slots and methods refuse what is missing, or is of another class, each in its words.
for call in (
    lambda: int.__add__(),
    lambda: int.__add__("a", 1),
    lambda: str.upper(),
    lambda: str.upper(3),
    lambda: object.__repr__(),
    lambda: str.__len__(),
    lambda: list.__getitem__(),
    lambda: dict.__setitem__(),
    lambda: list.__contains__(),
    lambda: dict.__contains__(),
    lambda: object.__format__(),
    lambda: float.__neg__("a"),
    lambda: list.__len__(()),
    lambda: [].__imul__("a"),
    lambda: [].__iadd__(1),
):
    try:
        print(call())
    except TypeError as error:
        print(error)


class Sum(tuple):
    def __add__(self, other):
        return super().__add__(other)


for other in 1, 2**70, "s", None, [1], (1,):
    try:
        print(Sum() + other)
    except TypeError as error:
        print(error)
