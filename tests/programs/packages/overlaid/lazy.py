import sys
from types import ModuleType
x = 1
def f(): return x
_attrs = {"deque": "collections.deque"}

class Over(ModuleType):
    @classmethod
    def replace_module(cls, name, attrs):
        orig = sys.modules[name]
        self = cls(name, attrs, orig)
        sys.modules[name] = self
        return self

    def __init__(self, name, attrs, proxy=None):
        ModuleType.__init__(self, name)
        self.__attrs = attrs
        self.__proxy = proxy

    def __getattr__(self, attr):
        proxy = self.__proxy
        if proxy and hasattr(proxy, attr):
            return getattr(proxy, attr)
        if attr in self.__attrs:
            m, n = self.__attrs[attr].split(".")
            value = getattr(__import__(m), n)
            setattr(self, attr, value)
            return value
        raise AttributeError("'module' object has no attribute '%s'" % (attr,))

Over.replace_module(__name__, _attrs)
