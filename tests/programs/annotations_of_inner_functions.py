# Annotations that are kept name globals, of functions inside functions too.
from typing import Callable, TypeVar, get_type_hints

T = TypeVar("T")
Number = int
x: int = 5
y: str


def logged(function: Callable[..., T]) -> Callable[..., T]:
    def inner(*args: Number, **kwargs: Number) -> T:
        print("call", args, kwargs)
        return function(*args, **kwargs)

    class Local:
        size: Number = 3

    print(inner.__annotations__["args"] is int, Local.__annotations__)
    return inner


@logged
def add(a: int, b: int = 2) -> int:
    return a + b


print(add(1), add(1, b=5), sorted(get_type_hints(logged)))
print([name for name in __annotations__], sorted(name for name in __annotations__))
