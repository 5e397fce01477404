import types, operator
ns = types.SimpleNamespace(a=1)
x = {"a": 1}.items()
v = ns.__dict__.items()
print(v == x, x == v, v == {"a": 1}.items(), ns.__dict__.keys() == {"a": 1}.keys(), {"a"} == ns.__dict__.keys(), ns.__dict__.keys() & {"a": 1}.keys(), {"a": 1}.keys() | ns.__dict__.keys())
print(ns.__dict__.keys() <= {"a": 1, "b": 2}.keys(), {"a": 1, "b": 2}.keys() > ns.__dict__.keys(), ns.__dict__.keys() - {"a": 1}.keys(), ns.__dict__.keys().isdisjoint({"a": 1}.keys()))
print(operator.eq(v, x), list(v) == list(x))
d = types.MappingProxyType({"a": 1})
print(d.items() == x, x == d.items(), d.keys() == {"a": 1}.keys(), d.keys() & {"a": 2}.keys())
