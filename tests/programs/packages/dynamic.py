# Modules beside the program: packages, relative and dynamic imports.
import importlib
import sys

import dyn.sub.deep
import dyn.mod as pm
from dyn import helper, mod
from dyn.sub import NAME, deep as d

print(dyn.__name__, dyn.sub.__name__, dyn.sub.deep.value)
print(pm is mod, pm.__name__, mod.f(2), helper(3))
print(d.value, NAME, dyn.star_a, dyn.__doc__)
try:
    from dyn import nothing
except ImportError as error:
    print("ImportError", str(error).split("(")[0])
plugin = importlib.import_module("plugin")
print(plugin.run(4))
try:
    import not_there
except ImportError as error:
    not_there = None
    print(error, type(error).__name__)
print(getattr(mod, "f")(5), hasattr(mod, "missing"))
print(sys.modules["dyn.mod"] is mod)
print(mod.__file__.endswith("dyn/mod.py"), dyn.__path__[0].endswith("dyn"), mod.__package__)
print([name for name in dir(mod) if not name.startswith("_")])
mod.counter = 10
print(mod.bump(), mod.counter)
print([name for name in ("dyn", "dyn.mod", "dyn.sub", "dyn.sub.deep") if name in sys.modules])
import importlib.resources, importlib.util, pkgutil
print(importlib.util.find_spec("dyn").name, importlib.util.find_spec("dyn").submodule_search_locations is not None)
print((importlib.resources.files("dyn") / "__init__.py").is_file(), pkgutil.get_data("dyn", "__init__.py") is not None)
