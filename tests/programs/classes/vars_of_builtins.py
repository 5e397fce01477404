# `vars` reached through the module of the builtins.
import builtins
class A:
    def __init__(self): self.x = 1
a = A()
builtins.vars(a)["x"] = 5
print(a.x)
b = builtins
b.vars(a)["y"] = 6
print(a.y, a.x)
