"""What decorators of the program make of functions keeps its types; each place that calls one has closures of its own."""
import functools
import traceback
from functools import wraps


def timed(f):
    calls = 0

    @wraps(f)
    def wrapper(*args, **kwargs):
        nonlocal calls
        calls += 1
        result = f(*args, **kwargs)
        print(f.__name__, "call", calls)
        return result

    return wrapper


@timed
def total(n, step=1):
    """Adds up."""
    s = 0
    for i in range(0, n, step):
        s += i
    return s


@timed
def mean(xs):
    return sum(xs) / len(xs)


@timed
def shout(text, *, mark="!"):
    return text.upper() + mark


print(total(10), total(10, step=3), total(10, 2))
print(mean([1.5, 2.5]), mean((1, 2)))
print(shout("hey"), shout("hey", mark="?"))
print(total.__name__, total.__qualname__, total.__doc__, mean.__name__, total.__wrapped__(4))
print(timed.__name__, timed.__qualname__, timed(len).__name__)


def repeat(times, join=None):
    def decorator(f):
        def repeated(*args):
            results = [f(*args) for _ in range(times)]
            return join(results) if join else results

        return repeated

    return decorator


@repeat(3)
def roll(start=[0]):
    start[0] += 1
    return start[0]


@repeat(2, join=sum)
def half(x):
    return x / 2


@repeat(2, join="-".join)
def name(first, last):
    return f"{first} {last}"


print(roll(), half(3), half(2.5), name("ada", "lovelace"))
print(roll.__name__, half.__qualname__)


def memoize(f):
    cache = {}

    def lookup(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    lookup.cache = cache
    return lookup


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@memoize
def word(n):
    return "" if n == 0 else word(n - 1) + chr(96 + n)


print(fib(90), word(5), len(fib.cache), list(word.cache.items())[:2])


def tag(kind):
    def wrap(f):
        def inner(x):
            return f"<{kind}>{f(x)}</{kind}>"

        return inner

    return wrap


@tag("b")
@tag("i")
def text_of(x):
    return str(x)


print(text_of(5), text_of("five"), text_of([5.0]))

# Decorators that register, that change nothing, that give something else.
registry = {}


def register(f):
    registry[f.__name__] = f
    return f


@register
def square(x):
    return x * x


@register
def cube(x):
    return x * x * x


print(sorted(registry), registry["square"](3), cube(2.0), registry["cube"] is cube)


def called(f):
    return f()


@called
def constant():
    return 42


@called
@register
def other():
    return [1, 2]


print(constant, other)


class App:
    def __init__(self):
        self.routes = {}

    def route(self, path):
        def decorator(f):
            self.routes[path] = f
            return f

        return decorator


app = App()


@app.route("/")
def index():
    return "index"


@app.route("/item")
def item(n=7):
    return n + 1


print({path: f() for path, f in app.routes.items()}, item(1))


class Counted:
    def __init__(self, f):
        self.f = f
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.f(*args)


@Counted
def add(a, b):
    return a + b


@Counted
def upper(s):
    return s.upper()


print(add(1, 2), add(1.5, 2), upper("x"), add.count, upper.count)


# The order in which things happen.
def note(what):
    print("evaluate", what)

    def decorator(f):
        print("decorate with", what)
        return f

    return decorator


@note("first")
@note("second")
def ordered(x=print("default")):
    return x


print(ordered())


# Factories of closures that are called in loops and elsewhere.
def adder(n):
    return lambda x: x + n


print([adder(i)(10) for i in range(3)], adder("a")("b"), adder(1.5)(1))
make = adder
print(make((1,))((0,)))


def counter(start):
    def step():
        nonlocal start
        start += 1
        return start

    def reset(value=0):
        nonlocal start
        start = value

    return step, reset


step, reset = counter(10)
print(step(), step(), reset(), step())
step2, reset2 = counter(0.5)
print(step2(), reset2(100), step2(), step())


# Frames and errors are those of one function.
def checked(f):
    def check(*args):
        if any(arg < 0 for arg in args):
            raise ValueError(f"{f.__name__} of {args}")
        return f(*args)

    return check


@checked
def root(x):
    return x**0.5


@checked
def power(x, y):
    return x**y


print(root(4), power(2, 10), power(2.0, 0.5))
for attempt in (lambda: root(-1), lambda: power(2, -1), lambda: power(2), lambda: root("x")):
    try:
        attempt()
    except (ValueError, TypeError) as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)], error)


def outer(f):
    @functools.wraps(f)
    def wrapped(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapped


def local():
    @outer
    def doubled(x):
        return x * 2

    @outer
    def tripled(x):
        return x * 3

    return doubled(2.5), tripled("a")


print(local())


def tally(f):
    calls = 0

    def wrapper(*args):
        nonlocal calls
        calls += 1
        return f(*args)

    wrapper.count = lambda: calls
    wrapper.original = f
    return wrapper


@tally
def double(x):
    return x * 2


@tally
def label(x):
    return f"<{x}>"


print(double(2), double(1.5), label("a"), double.count(), label.count(), double.original("xy"))
try:
    double.missing()
except AttributeError as error:
    print(error)
