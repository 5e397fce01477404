# Runs in CPython, for `sys.settrace`.
import sys
from . import points, registry
from .points import *


def watch():
    sys.settrace(None)


class Sub(Point):
    def __init__(self, a):
        super().__init__(a, a)
        self.z = 5

    def norm(self):
        return 1000


registry.REG["sub"] = Sub
registry.Base.count += 1


def store(p):
    p.x = "xx"
    p.extra = [1]


def patch():
    Point.norm = lambda self: "patched"
    points.LIMIT = "text"
    points.make = lambda n: ["made"] * n


def late():
    import there.circular as late

    return late.value()


def bad():
    import there.failing
