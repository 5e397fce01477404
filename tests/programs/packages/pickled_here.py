# Modules of which CPython's pickle and import ask names, then somebody everything.
import importlib.util
import pickle
import sys

import stored

first = stored.make()
again = pickle.loads(pickle.dumps(first))
print(first.items, again.items, type(again) is stored.Item, stored.cache[0] is first)
stored.cache.append(3)
found = importlib.import_module("sto" + "red")
print(found is stored, found.cache[-1], found.__spec__.name, importlib.util.find_spec("stored").name)
module = sys.modules["stored"]
print(module is stored, module.__spec__ is found.__spec__, module.__doc__, module.__name__, module.__all__)
module.__version__ = "2"
print(stored.__version__, stored.show(), stored.evaluated("__version__ + '.1'"))
print(sorted(name for name in vars(module) if not name.startswith("__")))
exec("import sys; sys.modules['stored'].cache.append(4); seen = sys.modules['stored'].cache", globals())
print(stored.cache[-2:], seen is stored.cache)
del module.__all__
print(hasattr(stored, "__all__"), hasattr(stored, "__author__"))
