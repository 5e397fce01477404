import functools
from dataclasses import dataclass
from functools import lru_cache, wraps


def attempt(what, *args):
    try:
        return what(*args)
    except NameError as error:
        return f"{type(error).__name__}: {error}"


# A function that runs before the names it reads are bound.
def early():
    return LATER + 1


print(attempt(early))
LATER = 41
print(attempt(early))


# Through another function, a lambda, a default, a comprehension.
def outer():
    return inner()


def inner():
    return [x for x in (VALUE,)]


call_it = lambda: outer()
print(attempt(call_it))
VALUE = 1.5
print(attempt(call_it))


# Through a decorator of the program: runs the function at once.
def run_now(function):
    print("decorator:", attempt(function))
    return function


@run_now
def decorated():
    return AFTER_DECORATOR


AFTER_DECORATOR = "there"
print(decorated())


# Through a class: a method, an operator, a hook of the base, a descriptor.
class Base:
    def __init_subclass__(cls):
        print("hook:", attempt(cls.name_of))

    @classmethod
    def name_of(cls):
        return NAMES[cls.__name__]


class Derived(Base):
    pass


NAMES = {"Derived": "derived"}
print(Derived.name_of())


class Adds:
    def __add__(self, other):
        return SUM

    def __del__(self):
        print("del:", attempt(lambda: SUM))


def add():
    return Adds() + 1


print(attempt(add))
SUM = "sum"
print(attempt(add))


class Named:
    def __set_name__(self, owner, name):
        print("set_name:", attempt(self.prefix), name)

    def prefix(self):
        return PREFIX


class Owner:
    field = Named()


PREFIX = ">"


class Again:
    field = Named()


# In a class body.
class Body:
    try:
        seen = IN_BODY
    except NameError as error:
        seen = str(error)
    value = attempt(early)


IN_BODY = 1
print(Body.seen, Body.value)

# Bound on one way only.
if len(NAMES) > 5:
    MAYBE = 1


def maybe():
    return MAYBE


print(attempt(maybe))

try:
    import no_such_module_at_all as optional
except ImportError:
    optional = None


def has_optional():
    return optional is not None


print(has_optional())

try:
    BROKEN = 1 // 0
    NEVER = 2
except ZeroDivisionError:
    BROKEN = -1


def broken():
    return BROKEN, attempt(lambda: NEVER)


print(broken())


# Handed over in a container, called later and before.
def listed():
    return LISTED


CALLS = [listed, early]
print([attempt(f) for f in CALLS])
LISTED = "listed"
print([attempt(f) for f in CALLS])


# Decorators that only keep what they get.
@lru_cache(maxsize=None)
def cached(n):
    return n + CACHED


@dataclass(order=True)
class Point:
    x: int
    y: int = 0

    def shifted(self):
        return Point(self.x + SHIFT, self.y)


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n + OFFSET


print(attempt(cached, 1), attempt(lambda: Point(1).shifted()))
CACHED = SHIFT = 10
OFFSET = 0
print(cached(1), Point(1).shifted(), Version(1) <= Version(2))


def logged(function):
    @wraps(function)
    def wrapper(*args):
        LOG.append(function.__name__)
        return function(*args)

    return wrapper


@logged
def work(n):
    return n * FACTOR


print(attempt(work, 2))
LOG = []
print(attempt(work, 2), LOG)
FACTOR = 3
print(attempt(work, 2), LOG)


# A loop and a with statement at module level.
class Context:
    def __enter__(self):
        return attempt(lambda: ENTERED)

    def __exit__(self, *args):
        return False


for step in range(2):
    with Context() as found:
        print(step, found)
    ENTERED = step


# A generator, begun before and continued after.
def gen():
    yield 1
    yield GENERATED


items = gen()
print(next(items))
GENERATED = 2
print(next(items))

del GENERATED
print(attempt(lambda: list(gen())))


def rebinds():
    global LATER
    LATER = "again"
    return early.__name__


print(rebinds(), attempt(lambda: LATER))
