# Names of types of a module that somebody looks at as a whole are what they were given.
import named

print([(name, getattr(named, name)) for name in dir(named) if name in ("List", "Union") or name.startswith("Sh")])
print(vars(named)["Sh" + "ape"], named.annotations.optional, named.f(2))
