# A program whose only use of CPython is a name that the native `sys` lacks.
import sys

print("sys" in sys.modules, "no_such_module" in sys.modules)


def kind():
    return type(sys.modules).__name__


print(kind(), sys.modules["__main__"].__name__, sys.modules[__name__].kind is kind, len(sys.path) > 0, sys.maxsize)
