"""Attributes of exceptions, members or not, and tracebacks looked at and added to."""
import os, traceback, sys
HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
def show_exception():
    print(traceback.format_exc().replace(HERE, ""), end="")
class E(Exception):
    def __init__(self, name, value, path):
        super().__init__(name, value)
        self.name = name
        self.value = value
        self.path = path
        self._x = 1
        self.__y = 2
class S(StopIteration):
    pass
class O(OSError):
    pass
class G(ExceptionGroup):
    pass
def f(n):
    if n:
        return f(n-1)
    raise E("a", 2, "p")
try:
    f(3)
except E as e:
    print(e.name, e.value, e.path, e._x, e.__dict__, e.args)
    tb = e.__traceback__
    n = 0
    while tb:
        n += 1
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(n)
    show_exception()
    del e.name
    print(hasattr(e, "name"), e.__dict__)
s = S(5)
s.value = 9
s.code = 3
print(s.value, s.__dict__, s.args)
o = O(2, "no", "file")
o.name = "n"
print(o.errno, o.strerror, o.filename, o.filename2, o.__dict__, o)
g = G("msg", [ValueError(1)])
print(g.message, g.exceptions)
for attr in ("message", "exceptions"):
    try:
        setattr(g, attr, 1)
    except AttributeError as e:
        print(e)
e = ValueError("x")
e.message = 1
e.exceptions = 2
e.errno = 3
print(e.__dict__)
try:
    [].foo
except AttributeError as e:
    print(e.name, e.obj, e.__dict__)
    show_exception()
def g1():
    try:
        f(1)
    except E as e:
        tb1 = e.__traceback__
        try:
            raise
        except E as e2:
            print(e2 is e, e2.__traceback__ is tb1, len(traceback.extract_tb(e2.__traceback__)))
            raise
try:
    g1()
except E as e:
    print([x.lineno for x in traceback.extract_tb(e.__traceback__)])
    try:
        raise e.with_traceback(None)
    except E as e3:
        print([x.lineno for x in traceback.extract_tb(e3.__traceback__)])
        try:
            raise e3
        except E as e4:
            print([x.lineno for x in traceback.extract_tb(e4.__traceback__)])
try:
    import nonexist
except ImportError as e:
    print(e.name, e.path, e.msg)
for cls in (5, (ValueError, 6)):
    try:
        try:
            raise KeyError(1)
        except cls:
            pass
    except TypeError as e:
        print(e, repr(e.__context__))
