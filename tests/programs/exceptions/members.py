import copy, sys
for cls in (OSError, NameError, AttributeError, ImportError, SyntaxError, StopIteration, SystemExit, ValueError):
    e = cls("x")
    e.__dict__["extra"] = 1
    e.other = 2
    print(cls.__name__, vars(e), e.extra)
e = OSError(2, "gone", "file")
print(vars(e), e.errno, e.strerror, e.filename, e.filename2, str(e))
e.errno = 5
print(e.errno, e.args, e, vars(e))
del e.errno
print(e.errno, e)
class E(OSError):
    pass
e = E(3, "t")
e.q = 1
print(vars(e), e.errno)
class F(NameError):
    name = "class attr"
f = F("a", name="b")
print(f.name, vars(f))
class G(ImportError):
    def __init__(self, m):
        super().__init__(m, name="nm", path="p")
        self.mine = 4
g = G("mm")
print(g.name, g.path, g.msg, vars(g))
c = copy.copy(e)
print(c.errno, c.q, c.args)
i = ImportError("a", name="b", path="c")
j = copy.copy(i)
print(j.name, j.path, j.msg, vars(j))
s = StopIteration(4, 5)
print(s.value)
s.value = 9
print(s.value, s.args, vars(s))
x = SystemExit(3)
x.code = 4
print(x.code, x.args, vars(x))
try:
    undefined_name
except NameError as n:
    print(vars(n), n.name)
    n.__dict__["k"] = 1
    print(vars(n))
try:
    (3).foo
except AttributeError as a:
    print(vars(a), a.name, a.obj)
u = UnicodeDecodeError("ascii", b"abc", 1, 2, "bad")
print(u.start, u.end, u)
u.reason = "worse"
print(u.reason, u, vars(u))
sy = SyntaxError("bad", ("f", 1, 2, "text"))
print(vars(sy), sy.lineno, sy.print_file_and_line, sy)
sy.lineno = 7
print(sy, sy.lineno)
eg = ExceptionGroup("g", [ValueError(1)])
print(vars(eg), eg.message, eg.exceptions)
try:
    eg.message = 3
except AttributeError as e:
    print(e)
def f():
    raise ValueError(1)
try:
    f()
except ValueError as e:
    tb = e.__traceback__
    print(tb is e.__traceback__, tb.tb_next is tb.tb_next)
    k = KeyError(2).with_traceback(tb)
    print(k.__traceback__ is tb)
def catch(classes):
    try:
        raise ValueError("v")
    except classes:
        return "caught"
for classes in (ValueError, (KeyError, ValueError), (ValueError, 42), 42, (ValueError, (KeyError,))):
    try:
        print(catch(classes))
    except TypeError as e:
        print(e, repr(e.__context__))
class Lazy:
    def __getattr__(self, name):
        raise AttributeError
try:
    Lazy().missing
except AttributeError as e:
    print(e.name, type(e.obj).__name__)
e = ValueError(1)
e.__notes__ = 3
try:
    e.add_note("x")
except TypeError as x:
    print(x)
e = ImportError("a", name="b", path="c")
e.__init__()
print(e.name, e.path, e.msg, e.args)
e = KeyError("a")
e.__setstate__({"b": 1})
print(vars(e))
t = UnicodeTranslateError("abc", 1, 2, "why")
print(t, t.start, t.object)
def ends():
    yield 1
    return "end"
it = ends()
it.__next__()
try:
    it.__next__()
except StopIteration as stop:
    print(stop.args, stop.value)
async def items():
    yield 123
try:
    items().__anext__().__next__()
except StopIteration as stop:
    print(stop.args, stop.value)


# What was asked for is known whoever raised the error.
class Asked:
    @property
    def broken(self):
        raise AttributeError("own words")

    def __getattr__(self, name):
        if name == "bare":
            raise AttributeError
        raise AttributeError(name)


def ask(name):
    try:
        getattr(Asked(), name)
    except AttributeError as error:
        print(repr(error), error.name, type(error.obj).__name__)


for name in ["missing", "bare"]:
    ask(name)


class Plain:
    @property
    def broken(self):
        raise AttributeError("own words")

    @property
    def named(self):
        raise AttributeError("own words", name="other", obj=5)


for name in ["broken", "named"]:
    try:
        getattr(Plain(), name)
    except AttributeError as error:
        print(repr(error), error.name, type(error.obj).__name__)

# Members are deleted: they are None then.
error = SystemExit(3)
del error.code
print(error.code, error.args)
error = StopIteration(5)
del error.value
print(error.value)
print(OSError(2, "text", "first", None, "second").__reduce__())
print(OSError(2, "text", "first").__reduce__())


class Wrong:
    def __int__(self):
        return "x"

    def __index__(self):
        return "x"


for template in ["%d", "%x", "%i"]:
    try:
        print(template % Wrong())
    except TypeError as error:
        print(error)


class AppError(Exception):
    def __str__(self):
        return "text of the application"

    def __repr__(self):
        return "AppError()"


class BadValue(ValueError, AppError):
    pass


class NoRow(KeyError, AppError):
    pass


class NoFile(OSError, AppError):
    pass


Made = type("Made", (TypeError, AppError), {})
for error in BadValue(1), NoRow("k"), NoFile(2, "gone"), Made():
    print(str(error), repr(error), f"{error}")


class Named:
    def __str__(self):
        return "named"

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 5

    def __len__(self):
        return 3


class NamedError(Exception, Named):
    pass


print(str(NamedError(1)), NamedError(1) == 2, len(NamedError()), hash(NamedError()))
