# Functions of CPython's library that the runtime does itself, as long as they are those of the library.
import html
import io
import logging
import os
import os.path as paths
import posixpath
from os.path import basename, join

parts = ["", "/", "//", "a", "a/", "/a", "a.b", ".a", "..", "...b", ".a.b", "a.b/c", "a/.b", "a/b.c.d", "é/ü.ö", "/x//y//", "a.", "a/.", "///z", "x/..c.d"]
for one in parts:
    print(repr(one), paths.split(one), paths.splitext(one), basename(one), os.path.dirname(one), os.path.isabs(one))
    print([join(one, other) for other in parts], join(one), join(one, "m", "", "n"))
same = "".join(["ab", "c"])
print(join(same) is same, join("x", "/" + same), basename(same) is same, paths.splitext(same)[0] is same)


class Named(str):
    def startswith(self, *args):
        print("asked")
        return str.startswith(self, *args)


class Where:
    def __fspath__(self):
        return "of/where"


print(join("a", Named("b")), type(join(Named("a"))).__name__, join(Where(), "x"), basename(Where()), join(b"a", b"b"), paths.splitext(b"a.b"))
for wrong in (lambda: join("a", 1), lambda: join("a", b"b"), lambda: basename(None), lambda: paths.split(), lambda: join(), lambda: os.path.isabs(3), lambda: join("a", None, "b")):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError", error)

# The environment.
os.environ["FUNCTIONS_KNOWN"] = "here"
print(os.environ.get("FUNCTIONS_KNOWN"), os.getenv("FUNCTIONS_KNOWN", "no"), os.environ.get("FUNCTIONS_UNKNOWN"), os.getenv("FUNCTIONS_UNKNOWN", 3), os.environ.get("FUNCTIONS_UNKNOWN", [1]))
os.environ["FUNCTIONS_KNOWN"] = "thére"
print(os.environ.get("FUNCTIONS_KNOWN"), os.environb.get(b"FUNCTIONS_KNOWN"), os.environ.get("é", "none"))
data = os.environ._data
data[b"FUNCTIONS_TWIN"] = b"1"
print(os.environ.get("FUNCTIONS_TWIN"), os.getenv("FUNCTIONS_TWIN"))
del data[b"FUNCTIONS_TWIN"], os.environ["FUNCTIONS_KNOWN"], data
print(os.environ.get("FUNCTIONS_TWIN"), os.getenv("FUNCTIONS_KNOWN", default="gone"))
for wrong in (lambda: os.environ.get(1), lambda: os.getenv(b"x"), lambda: os.environb.get("x"), lambda: os.environ.get()):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError", error)
kept = os.environ
os.environ = {"HOME": "elsewhere"}
print(os.getenv("HOME"), os.environ.get("HOME"))
os.environ = kept

# Loggers.
stream = io.StringIO()
log = logging.getLogger("here")
log.propagate = False
log.addHandler(logging.StreamHandler(stream))


class Shown:
    def __str__(self):
        return "shown"


def say(which):
    log.debug("debug %s", which)
    log.info("info %s", Shown())
    log.warning("warning %d", which)
    log.error("error", extra={"a": 1})
    log.critical(Shown())


for n, change in enumerate([lambda: None, lambda: log.setLevel(logging.INFO), lambda: logging.disable(logging.ERROR), lambda: logging.disable(0), lambda: setattr(log, "disabled", True), lambda: setattr(log, "disabled", 0)]):
    say(n)
    change()
    say(-n)
    print(stream.getvalue().split("\n"))
    stream.seek(0)
    stream.truncate()
for wrong in (lambda: log.debug(), lambda: log.info(msg="by name")):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError", error)


class Loud(logging.Logger):
    def isEnabledFor(self, level):
        print("asks", level)
        return False


loud = Loud("loud", logging.CRITICAL)
loud.debug("x")
quiet = logging.Logger("quiet", logging.CRITICAL)
quiet.debug("x")
quiet.isEnabledFor = lambda level: print("its own", level)
quiet.debug("x")

# Texts.
print(html.escape("a<b>&\"'é"), html.escape("\"'<", False), html.escape("plain"), html.escape("'", quote=False), html.escape("&&", True))
print(html.escape(Named("<n>")), html.escape("\"", quote=0))

# Others in their places.
original = posixpath.join
posixpath.join = lambda *given: ("mine", given)
print(os.path.join("a", "b"), paths.join("c"), join("a", "b"))
posixpath.join = original

exchange = """
import posixpath
code = posixpath.split.__code__
def split(p):
    return ["other code", p]
"""
names = {}
exec(exchange + "posixpath.split.__code__ = split.__code__", names)
print(paths.split("a/b"))
exec("posixpath.split.__code__ = code", names)
print(paths.split("a/b"))
