# `sys.exc_info` of CPython, called where no frame is left.
import sys
import unittest

sys.setrecursionlimit(120)
module = sys.modules["sys"]


def descend():
    try:
        return descend()
    except RecursionError:
        return module.exc_info()


kind, error, traceback = descend()
print(kind.__name__, "maximum recursion depth exceeded" in str(error), type(traceback).__name__)
