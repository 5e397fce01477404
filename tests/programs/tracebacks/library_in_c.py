# stderr: exact
# Functions of modules that CPython has in C have no frames.
import traceback, os, functools, io, array
def t(f):
    try: f()
    except Exception: traceback.print_exc()
t(lambda: os.listdir("/nonexistent"))
t(lambda: os.stat("/nonexistent"))
t(lambda: os.lstat("/nonexistent"))
t(lambda: os.readlink("/nonexistent"))
t(lambda: list(os.scandir("/nonexistent")))
t(lambda: os.mkdir("/nonexistent/x"))
t(lambda: os.remove("/nonexistent"))
t(lambda: os.rename("/nonexistent", "/x"))
t(lambda: os.chdir("/nonexistent"))
t(lambda: os.utime("/nonexistent"))
t(lambda: os.fspath(3))
t(lambda: os.putenv(3, 4))
t(lambda: functools.reduce(lambda a, b: a + b, []))
t(lambda: functools.reduce(lambda a, b: a + b, [1, "a"]))
def closed():
    s = io.StringIO(); s.close(); s.write("x")
t(closed)
t(lambda: io.StringIO(3))
t(lambda: io.BytesIO("x"))
t(lambda: array.array("i", ["x"]))
t(lambda: array.array("q"))
