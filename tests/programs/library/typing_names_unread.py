# Names of types that no code reads, typed dicts and new types that are only called, classes over forms.
import sys
import typing
from typing import (TYPE_CHECKING, Any, Callable, ContextManager, Counter, DefaultDict, Deque, Dict, FrozenSet,
    Generic, List, NewType, Optional, OrderedDict, Set, Tuple, Type, TypedDict, TypeVar, Union, cast, overload)

if TYPE_CHECKING:
    from not_there import Nothing

    class Only(TypedDict):
        x: "Nothing"

T = TypeVar("T")
K = TypeVar("K")


class Circle:
    def __init__(self, r):
        self.r = r

    def area(self) -> float:
        return 3 * self.r * self.r


class Square:
    def __init__(self, s):
        self.s = s

    def area(self) -> float:
        return self.s * self.s


class Tree(Generic[T]):
    def __init__(self, value: T, left: "Optional[Tree[T]]" = None) -> None:
        self.value = value
        self.left = left

    def depth(self) -> int:
        return 1 + (self.left.depth() if self.left else 0)


Shape = Union[Circle, Square]
Shapes = List[Shape]
Leaf = Tree["Circle"]
Maybe = Optional[Leaf]
Shown = Union[int, None]
Either = Circle | Square | None
Plain: "typing.TypeAlias" = "Shape"


class Movie(TypedDict, total=False):
    """Said about films."""

    title: str
    year: int


class Long(Movie):
    hours: float



Point = TypedDict("Point", {"x": int, "y": int})
UserId = NewType("UserId", int)
Admin = NewType("Admin", UserId)


def total(shapes: Shapes, m: Maybe = None, e: Either = None) -> float:
    return sum(shape.area() for shape in shapes)


def label(movie: Movie, user: UserId) -> str:
    return f"{movie['title']} {user + 1}"


print(total([Circle(1.5), Square(2)]))
m = Movie(title="Ran", year=1985)
print(m, type(m), label(m, UserId(4)), Admin(UserId(7)))
print(Long(title="x", hours=3.5), Point(x=1, y=2), Movie({"year": 1}))

print(Shown, Tree(1, Tree(2)).depth())
print(cast(Shapes, [1]), cast("Nothing", 2), cast(List[int], (3,)), typing.cast(Any, 4))
if TYPE_CHECKING:
    print("no")
elif sys.argv:
    print("yes")


class Queue(Deque[int]):
    def both(self) -> Tuple[int, int]:
        return self[0], self[-1]


class Table(Dict[str, T]):
    def most(self) -> T:
        return max(self.values())


class Stack(List[T], Generic[T]):
    def peek(self) -> T:
        return self[-1]


class Words(Counter[str]):
    pass


class Groups(DefaultDict[K, List[T]]):
    pass


class Lock(ContextManager["Lock"]):
    held = 0

    def __exit__(self, kind, value, trace) -> Optional[bool]:
        Lock.held -= 1
        return None


class Quiet(Lock, Generic[T]):
    def __enter__(self):
        Lock.held += 1
        return self


q = Queue([1, 2, 3])
q.appendleft(0)
print(q, q.both(), isinstance(q, Deque), isinstance([], List), isinstance({}, Deque))
t: Table[int] = Table(a=1, b=5)
print(t, t.most(), type(t).__name__)
s: Stack[int] = Stack([1])
s.append(8)
print(s, s.peek(), len(s))
print(Words("abca").most_common(1), isinstance(Words(), Dict))
g = Groups(list)
g["a"].append(1)
print(g)
with Quiet() as quiet:
    print(type(quiet).__name__, Lock.held)
print(Lock.held, isinstance(quiet, ContextManager))
try:
    with Lock():
        raise ValueError("x")
except ValueError as error:
    print(error)
try:
    class Half(ContextManager):
        pass

    Half()
except TypeError as error:
    print(error)
