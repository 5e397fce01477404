"""`import *` of modules that give themselves names by `setattr`, `globals()` and the like."""
import given
from given import *
from given.plain import *

print(Point(1, 2), Point.__module__, Square.__name__, [name for name in dir(given) if "a" <= name[0]])
print(given.Circle is Circle, hasattr(given, "Square"), getattr(given, "_hidden", "hidden"))
print(limit, given.limit, twice(4), given.count())
try:
    print(missing)
except NameError as error:
    print(error)


class Corner(Point):
    def __repr__(self):
        return f"corner {self.fields}"


print(Corner(3, 4), Corner.__mro__[1] is Point)
