"""Decorators that are imported from other modules of the program."""
import tools
from tools import clamp, memoize, registry
from tools import traced as watched


@watched
def total(n: int) -> int:
    s = 0
    for i in range(n):
        s += i
    return s


@tools.traced
def join(words, sep="-"):
    return sep.join(words)


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@clamp(0, 10)
@watched
def scaled(x, by=3):
    return x * by


@tools.clamp(-0.5, 0.5)
def half(x):
    return x / 2


@registry.add("square")
def square(x):
    return x * x


@tools.registry.add("cube")
def cube(x):
    return x**3


print(total(10), total(100), total.calls, total.__name__, total.__annotations__)
print(join(["a", "b"]), join(["a", "b"], sep="+"), join.calls)
print(fib(80), len(fib.cache), scaled(2), scaled(5), scaled(-1, 2), half(3), half(0.5))
print(registry.names, [f(3) for f in registry.functions.values()], square(1.5), cube(2))


def main():
    @watched
    def inner(x):
        return [x]

    return inner(1), inner("a"), inner.calls


print(main())
