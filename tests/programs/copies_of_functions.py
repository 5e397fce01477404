"""What is evaluated where a function is defined is evaluated once, however many places call what makes functions."""
import functools
import itertools

ids = itertools.count()


def remembers(f, log=[]):
    @functools.wraps(f)
    def wrapper(*args):
        log.append(f.__name__)
        return f(*args)

    wrapper.log = log
    return wrapper


@remembers
def first(x):
    return x


@remembers
def second(x):
    return x


print(first(1), second("a"), first(2.5), first.log, first.log is second.log)


def numbered(f, uid=next(ids)):
    def show():
        return uid, f()

    return show


print(numbered(lambda: "a")(), numbered(lambda: 2)(), numbered(lambda: 2.5)(), next(ids))


def counted(f):
    counted.calls += 1

    def call(x):
        return f(x), counted.calls

    return call


counted.calls = 0


@counted
def plus(x):
    return x + 1


@counted
def text(x):
    return f"<{x}>"


print(plus(1), text(1), counted.calls)


def plain(f, times: int = 2, sep: "text" = ", "):
    def call(x):
        return sep.join([str(f(x))] * times)

    return call


print(plain(abs)(-1), plain(len, 3)("abc"), plain(str, sep="-")(None), plain.__defaults__ is plain.__defaults__)


class Kept:
    """A class with a method."""

    def method(self):
        return 1


@functools.wraps(Kept)
def made():
    return Kept()


print(made.__name__, made.__doc__, made().method(), made.__wrapped__ is Kept, hasattr(Kept(), "__qualname__"))
