# Functions of `os` and `os.path` by all ways of importing them, and as values.
# exit: 1
# stderr-last: AttributeError: 'builtin_function_or_method' object has no attribute '__code__'. Did you mean: '__call__'?
from os import path, getcwd, listdir as ls, environ
from os.path import join, exists as ex
import os.path
import os.path as osp
import os as o

print(join("a", "b"), path.join("c", "d"), ex("/"), osp.basename("/q/w"), path.isdir("/"), os.path.dirname("/x/y"))
for f in [os.path.isfile, o.path.isdir]:
    print(f("/"), f("/nowhere"))
print(list(map(os.path.basename, ["a/b", "c"])), sorted(["b/a", "a/b"], key=os.path.basename), max(["x", "/"], key=os.path.exists))
print(environ is o.environ, isinstance(environ.get("PATH"), str), getcwd() == os.path.abspath("."), "name" in ls.__code__.co_varnames or True)


def names(p):
    return [os.path.join(p, f) for f in os.listdir(p) if f.endswith(".nope")]


def kept(p):
    base, extension = os.path.splitext(p)
    return base.upper() + extension


def variables():
    home = os.environ.get("HOME", "")
    return home + "x" + (os.getenv("PATH") or "")


class Place:
    os = "a field"

    def __init__(self, root):
        self.root = root

    def __fspath__(self):
        return self.root

    def inside(self, *parts):
        import os

        return os.path.join(self, *parts), os.fspath(self)


print(names("/"), kept("a.b"), len(variables()) > 1, Place("/r").inside("b", "c"), Place.os)
for top, dirs, files in os.walk(Place("/nowhere")):
    print(top, dirs, files)
