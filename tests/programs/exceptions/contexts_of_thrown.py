"""The context of what is thrown into generators, also through `yield from`; what is no context manager."""
import contextlib
from contextlib import contextmanager
class MyException(Exception):
    pass
@contextmanager
def my_cm():
    try:
        yield
    except BaseException:
        exc = MyException()
        try:
            raise exc
        finally:
            exc.__context__ = None
try:
    with my_cm():
        raise IndexError()
except MyException as exc:
    print(repr(exc.__context__))
def g():
    try:
        yield 1
    except IndexError:
        e = MyException()
        try:
            raise e
        finally:
            e.__context__ = None
it = g(); next(it)
try:
    try:
        raise IndexError
    except IndexError as x:
        it.throw(x)
except MyException as exc:
    print(repr(exc.__context__))
def h():
    try:
        raise IndexError
    except IndexError as x:
        e = MyException()
        try:
            raise e
        finally:
            e.__context__ = None
try:
    h()
except MyException as exc:
    print(repr(exc.__context__))
class CM:
    def __enter__(self): return self
    def __exit__(self, *a):
        h()
try:
    with CM():
        raise KeyError
except MyException as exc:
    print(repr(exc.__context__))
def f():
    yield
def gg():
    try:
        raise KeyError('a')
    except Exception:
        yield from f()
gen = gg(); gen.send(None)
try:
    gen.throw(ValueError)
except ValueError as e:
    print(repr(e.__context__))
def g3():
    try:
        yield
    except Exception:
        raise RuntimeError
gen = g3(); gen.send(None)
try:
    gen.throw(ValueError)
except RuntimeError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))
try:
    raise KeyError
except KeyError:
    gen = g3(); gen.send(None)
    try:
        gen.throw(ValueError)
    except RuntimeError as e:
        print(repr(e.__context__), repr(e.__context__.__context__))
class A(contextlib.ContextDecorator):
    def __unter__(self): return self
    def __exit__(self, *e): pass
class B(contextlib.ContextDecorator):
    def __enter__(self): return self
    def __uxit__(self, *e): pass
class C:
    def __enter__(self): return self
for c in (A, B, C, int):
    try:
        with c():
            pass
    except TypeError as e:
        print(e)
    except AttributeError as e:
        print("attr", e)
