"""What a module binds before its functions run, and what it does not."""
import math

SIZE = 4
SCALE = 10**3 + 7
HALF = SIZE // 2
RATIO = 0.5
CHANGED = 1
DELETED = "here"
REBOUND = 5
MASK = (1 << 40) - 1
HUGE = 2**70
NEGATIVE = -7 // 2
table = [0] * SIZE


class Point:
    ORIGIN = 0

    def __init__(self, x):
        self.x = x + SIZE

    @property
    def double(self):
        return helper(self.x)


class Child(Point):
    def __init__(self, x):
        super().__init__(x * 2)


def helper(n):
    return n * SCALE % MASK


def use():
    return SIZE, SCALE, HALF, RATIO, MASK, HUGE, NEGATIVE, len(table), math.floor(RATIO)


def change():
    global CHANGED
    CHANGED += 1
    return CHANGED


def unbind():
    global DELETED
    del DELETED


def read():
    return DELETED


def rebound():
    return REBOUND + 1


def before():
    return late


def before_class():
    return Late(1).x


print(use(), change(), CHANGED, Point(1).x, Child(2).x, Point(3).double)
print(read())
unbind()
try:
    read()
except NameError as error:
    print(error)
try:
    unbind()
except NameError as error:
    print(error)
DELETED = 3
print(read())
print(rebound())
REBOUND = 2**80
print(rebound())
for attempt in (before, before_class):
    try:
        print(attempt())
    except NameError as error:
        print(error)
late = "now"


class Late(Point):
    pass


print(before(), before_class())


def takes_default(n=SIZE, f=helper):
    return f(n)


print(takes_default())


class Hook:
    def __init_subclass__(cls):
        try:
            print(use_after_hook())
        except NameError as error:
            print(error)


def use_after_hook():
    return AFTER


class Hooked(Hook):
    pass


AFTER = 1
print(use_after_hook())
