# module
import inspect
import sys


def get(levels):
    return sys._getframe(levels).f_globals


def names():
    return sorted(name for name in get(2) if name.startswith("t_"))


def value(name):
    return inspect.currentframe().f_back.f_globals[name]


def same():
    frame = sys._getframe(1)
    return frame.f_globals is frame.f_locals, frame.f_locals["__name__"]


def put(**values):
    get(2).update(values)


def of_function(function):
    return sorted(name for name in function.__globals__ if name.startswith("t_"))
