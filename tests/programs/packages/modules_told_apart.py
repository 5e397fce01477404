# A module is one object, by whatever name it is reached.
from apart import first, second, third, fourth
import apart.first
import apart.second
import apart.third
import apart.fourth

print(first is apart.first, first is not apart.first)
# One that looks at its own globals, in a package that does not.
print(apart.second.read(), apart.second.x)
apart.second.x = 5
print(second.read(), second.x)
# Told apart by others than `is`.
print(third in [apart.third], {fourth: 1}[apart.fourth], [apart.third].index(third))
print(str(third).split("'")[1], str(third).endswith("third.py'>"))
