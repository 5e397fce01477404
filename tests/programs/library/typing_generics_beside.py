# Generic classes keep their fields where the program asks CPython about other types.
from dataclasses import dataclass, fields
from typing import Generic, List, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints, runtime_checkable

T = TypeVar("T")


@dataclass(slots=True)
class Box(Generic[T]):
    value: T
    name: str = "box"

    def get(self) -> T:
        return self.value


class Sized(Protocol):
    def size(self) -> int: ...


class Bag(Sized):
    def __init__(self, items):
        self.items = items

    def size(self) -> int:
        return len(self.items)


Number = Union[int, float]


def add(a: int, b: List[Number]) -> Number:
    return a + sum(b)


print(get_type_hints(add))
print(get_args(List[int]), get_origin(List[int]), get_origin(Number), get_args(Number))
print(Box(1), Box("a", "b").get(), [f.name for f in fields(Box)], Box(1) == Box(1))
print(Bag([1, 2]).size(), add(1, [2, 3.5]))
try:
    Box(1).other = 2
except AttributeError as e:
    print(e)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
@runtime_checkable
class Named(Protocol):
    name: str
class Case(Generic[T]):
    def __init__(self, v: T, name: str = "b") -> None:
        self.v = v
        self.name = name
class Seq(Case[T]):
    def __len__(self): return 3
b, s = Case(1), Seq(2)
print(isinstance(b, HasLen), isinstance(s, HasLen), isinstance([], HasLen), isinstance(b, Named), isinstance(1, Named))
print(issubclass(Seq, HasLen), issubclass(Case, HasLen))
try: issubclass(Case, Named)
except TypeError as e: print(e)
try: HasLen()
except TypeError as e: print(e)
print(b.v + s.v)
