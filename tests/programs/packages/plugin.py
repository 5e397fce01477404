# module
import dyn.mod
print("plugin loaded")
def run(n): return dyn.mod.f(n) + 1
