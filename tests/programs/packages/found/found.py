# Plugins: modules found while the program runs, whose classes derive from those of the program.
import functools, importlib, importlib.util, os, pkgutil, sys
from base import Plugin
here = os.path.dirname(os.path.abspath(__file__))
for f in sorted(os.listdir(os.path.join(here, "plugins"))):
    if f.endswith(".py") and not f.startswith("_"):
        importlib.import_module("plugins." + f[:-3])
print([c.__name__ for c in Plugin.registry])
for c in Plugin.registry:
    p = c({"k": 1})
    print(p.describe(), p.run(5), isinstance(p, Plugin), issubclass(c, Plugin), type(p) is c, c.__doc__, vars(p))
    p.extra = 3
    print(p.extra, type(p).__mro__, c.run.__qualname__)
print(Plugin.__subclasses__())
def total(ps, x): return sum(p.run(x) for p in ps)
print(total([c() for c in Plugin.registry], 3))
class Local(Plugin):
    def run(self, x): return -x
print(Local().describe(), total([Local()], 3))
for m in sorted(m.name for m in pkgutil.iter_modules([os.path.join(here, "plugins")])):
    print(m)
spec = importlib.util.spec_from_file_location("dyn_square", os.path.join(here, "plugins", "square.py"))
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
print(m.Cube().run(3), m.Cube is Plugin.registry[2])
# A module of a package that CPython runs.
from kit import runs_there
from kit.user import SUM

print(runs_there.LIMIT, SUM)


class Mine(Exception):
    pass


@functools.wraps(runs_there.narrow)
def wrapper(*args):
    return args


print(wrapper.__annotations__, wrapper.__doc__, wrapper.__wrapped__ is runs_there.narrow)
try:
    runs_there.chain(Mine(1), KeyError(2))
except Mine as error:
    print(repr(error.__cause__), error.__suppress_context__)
# Texts that are run by another name of `exec`.
import builtins
from kit import texts

builtins.exec("zz = 5")
print(texts.made(2), zz, builtins.eval("zz + 1"), "made" in globals())
# Classes that are made of others.
import dataclasses
from base import Made, derive

print(derive("Half", run=lambda self, x: x / 2)().describe())


def slotted(cls):
    return dataclasses.dataclass(slots=True)(cls)


@slotted
class Point(Made):
    x: int = 1

    def __new__(cls, *args):
        return super(cls, cls).__new__(cls, *args)

    def twice(self):
        return self.x * 2


print(Point(3), Point(4).twice(), Point.__mro__)
