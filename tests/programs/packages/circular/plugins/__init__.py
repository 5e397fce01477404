# module
import importlib
import pkgutil


def names():
    found = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}").NAME for name in found]
