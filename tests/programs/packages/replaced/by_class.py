import sys
import types

x = 1


def f():
    return x


class Careful(types.ModuleType):
    @property
    def answer(self):
        return 42

    def _refuse(self, value):
        print("not set:", value)

    dps = property(fset=_refuse)


sys.modules[__name__].__class__ = Careful
