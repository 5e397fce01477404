# What a module of the program says of itself, and has of the builtins.
import os
import outer
import outer.about as about
import outer.inner.sibling
import opened.part

print(about.names(), about.__spec__.name, __spec__, __builtins__.__name__)


def show(module):
    text = repr(module)
    return text.replace(os.path.dirname(os.path.abspath(__file__)), "HERE")


# Of a package whose globals are not in a dict, a module whose are.
print(opened.part.name(), show(opened.part), show(outer.inner), show(about))
try:
    outer.nothing
except AttributeError as e:
    print(e)
try:
    opened.late
except AttributeError as e:
    print(e)
import opened.late
print(opened.late.VALUE)

# What is in CPython comes before files of the same name beside the program.
import itertools
import stat
print(hasattr(itertools, "count"), hasattr(stat, "S_ISDIR"))
