# What CPython asks of functions and modules one by one, and all of their globals at once.
import sys, inspect, types, typing, importlib, pickle
registry = {"a": [1, 2], "b": {"c": []}}
__author__ = "me"
def f(a: "int", b: int = 2, *, c: "List" = None) -> "str":
    "doc"
    return registry
f.tag = registry
def g(x): return x
class Keep:
    def m(self, a, b=[]): return a
me = sys.modules[__name__]
print(me.__name__, me.__spec__, me.__doc__, me.__author__, me.__package__)
print(type(me), isinstance(me, types.ModuleType), "__spec__" in vars(me))
print(inspect.signature(f), inspect.signature(g), inspect.signature(Keep.m), inspect.signature(Keep().m))
print(inspect.get_annotations(f))
List = list
print(inspect.get_annotations(f, eval_str=True))
print(inspect.signature(f, eval_str=True))
print(typing.get_type_hints(f))
print(eval("registry['a']", f.__globals__), f.__globals__ is globals(), f.__globals__["registry"] is registry)
ns = f.__globals__
ns["added"] = 5
print(added, len(ns) == len(globals()))
class Asks:
    def get_annotations(self, obj): return getattr(obj, "__globals__", None)
gl = Asks().get_annotations(f)
print(gl["registry"], "registry" in gl)
exec("registry['z'] = added; other = 7", f.__globals__)
print(registry["z"], other)
h = types.FunctionType(compile("def q(): return registry, other", "<t>", "exec").co_consts[0], f.__globals__)
print(h())
exec("import inspect\ndef get_annotations(o):\n    g = getattr(o, '__globals__', None)\n    return sorted(k for k in g if k in ('registry', 'f', 'me'))", d := {})
print(d["get_annotations"](f))
f.__wrapped__ = g
print(inspect.signature(f), inspect.signature(f, follow_wrapped=False))
f.__dict__["late"] = 1
exec("f.__dict__['there'] = 2; f.more = 3; print(f.late, f.there, f.__name__, f.__defaults__, f.__kwdefaults__)", globals())
print(f.there, f.more, f.tag is registry)
exec("def change(o):\n    o.__dict__['x'] = [1]\n    o.__name__ = 'new'\n    o.__annotations__['r'] = int\n    return o.x, o.__name__, o.__annotations__", globals())
print(change(f), f.x, f.__name__, f.__annotations__)
f.x.append(2); f.__annotations__["s"] = str
exec("print(f.x, f.__annotations__, getattr(f, 'tag'))", globals())
del f.x
print(hasattr(f, "x"), eval("hasattr(f, 'x')", {"f": f}))
