"""Code that CPython calls while it handles an exception, handles that one."""

import contextlib
def a(): raise OSError('flush')
def b(): raise OSError('close')
ns = {}
exec('''
def two(f, g):
    try:
        f()
    finally:
        g()
def three(f, g):
    try:
        f()
    except Exception as e:
        g()
def four(g):
    try:
        1/0
    except Exception as e:
        g()
''', ns)
def show(e):
    out = []
    while e is not None:
        out.append(repr(e)); e = e.__context__
    print(out)
for f in (lambda: ns["two"](a, b), lambda: ns["three"](a, b), lambda: ns["four"](b)):
    try: f()
    except Exception as e: show(e)
def c():
    try: ns["two"](a, b)
    except OSError as e: raise KeyError(1)
for f in (lambda: ns["two"](a, c), lambda: ns["three"](c, c), lambda: ns["four"](c)):
    try: f()
    except Exception as e: show(e)
def catches():
    try: b()
    except Exception as e: show(e)
for f in (lambda: ns["two"](a, catches), lambda: ns["three"](c, catches), lambda: ns["four"](catches)):
    try: f()
    except Exception as e: show(e)
import sys
def info(): print(sys.exc_info()[:2])
for f in (lambda: ns["two"](a, info), lambda: ns["three"](c, info), lambda: ns["four"](info)):
    try: f()
    except Exception as e: show(e)
def reraise(): raise
for f in (lambda: ns["two"](a, reraise), lambda: ns["three"](c, reraise), lambda: ns["four"](reraise)):
    try: f()
    except Exception as e: show(e)
class CM:
    def __init__(self, f): self.f = f
    def __enter__(self): return self
    def __exit__(self, *e): self.f()
def st(*fs):
    with contextlib.ExitStack() as s:
        for f in fs: s.callback(f)
def st2(*fs):
    with contextlib.ExitStack() as s:
        for f in fs: s.enter_context(CM(f))
        {}["q"]
for f in (st, st2):
    try: f(a, b, c, b, catches)
    except Exception as e: show(e)

# An object dies while an exception is on its way, and its end runs code of the program.
ns = {}
exec('''
class B:
    @property
    def closed(self): return False
    def close(self):
        try:
            self.flush()
        finally:
            self.c()
    def __del__(self):
        try:
            self.close()
        except: pass
''', ns)
B = ns["B"]
def t():
    x = B()
    x.flush = a
    x.c = b
    try:
        x.close()
    except OSError as err:
        print(err.args, err.__context__.args)
t()


# One exit swallows the exception, and the next fails: `contextlib` takes its context away.
def swallow(kind, error, traceback):
    return kind is ZeroDivisionError


def fail(kind, error, traceback):
    raise TypeError(kind)


try:
    with contextlib.ExitStack() as stack:
        stack.push(fail)
        stack.push(swallow)
        1 / 0
except TypeError as e:
    show(e)


class Numbered(OSError):
    """`__new__` makes all of it: `__init__` of OSError has nothing to say about the rest."""

    def __new__(cls, text, number=None):
        self = super().__new__(cls, text)
        self.number = number
        return self


for e in (Numbered("a", 1), Numbered("b", number=2)):
    print(repr(e), e.args, e.number)
