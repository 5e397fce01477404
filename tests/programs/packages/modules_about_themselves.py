# What a module of the program says of itself, and has of the builtins.
import outer.about as about

print(about.names(), about.__spec__.name, __spec__, __builtins__.__name__)
