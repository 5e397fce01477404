"""Classes derived from forms of `typing` that stand for abstract containers, and questions about them."""
import typing
from typing import (AbstractSet, Any, Callable, Collection, Dict, Generic, Hashable, Iterable, Iterator, List, Mapping,
    MutableMapping, MutableSequence, Optional, Sequence, Sized, TypeVar)

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Countdown(Iterator[int]):
    def __init__(self, n: int) -> None:
        self.n = n

    def __next__(self) -> int:
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Frozen(Mapping[K, V]):
    def __init__(self, items: Dict[K, V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Stack(Sequence[T], Generic[T]):
    def __init__(self, items: Iterable[T] = ()) -> None:
        self.items: List[T] = list(items)

    def __getitem__(self, i):
        return self.items[i]

    def __len__(self) -> int:
        return len(self.items)


class Attrs(typing.MutableMapping[str, Any]):
    def __getitem__(self, key):
        try:
            return getattr(self, key)
        except AttributeError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def __delitem__(self, key):
        delattr(self, key)

    def __iter__(self):
        return iter(sorted(vars(self)))

    def __len__(self):
        return len(vars(self))


class Bag(AbstractSet[int]):
    def __init__(self, items: Iterable[int]) -> None:
        self.items = sorted(set(items))

    def __contains__(self, item: object) -> bool:
        return item in self.items

    def __iter__(self) -> Iterator[int]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Plain(Iterable):
    def __iter__(self):
        yield from "ab"


def kind(x: Any) -> str:
    if isinstance(x, Mapping):
        return "mapping"
    if isinstance(x, (str, bytes)):
        return "text"
    if isinstance(x, (Sequence, AbstractSet)):
        return "items"
    if isinstance(x, Iterable):
        return "iterable"
    return "sized" if isinstance(x, Sized) else "hashable" if isinstance(x, Hashable) else "other"


def first(xs: Sequence[T], default: Optional[T] = None) -> Optional[T]:
    return xs[0] if xs else default


print(list(Countdown(4)), sum(Countdown(5)), isinstance(Countdown(1), Iterator))
f = Frozen({"a": 1, "b": 2})
print(f["a"], f.get("z"), dict(f), "b" in f, list(f.items()), f == {"a": 1, "b": 2})
s: Stack[int] = Stack([3, 1, 3])
print(list(s), s.index(1), s.count(3), 3 in s, list(reversed(s)), first(s), first(Stack()), first([], 5))
a = Attrs()
a["x"] = 1
a.update(y=2)
print(dict(a), a.pop("x"), len(a), a.x if "x" in a else "gone", a.setdefault("q", []), a.get("nope", 0))
print(sorted(Bag([3, 1]) | Bag([2])), Bag([1]) <= Bag([1, 2]), Bag([1, 2]) & [2, 3] == {2})
print(list(Plain()), isinstance(Plain(), Collection))
print([kind(x) for x in (f, {}, "s", [], (), {1}, s, a, Bag([]), iter([]), 3, None, range(2), bytearray())])
print(issubclass(Frozen, Mapping), issubclass(dict, MutableMapping), issubclass(list, (MutableSequence, int)), issubclass(int, Sized))


class Broken(Sequence[int]):
    def __len__(self):
        return 0


try:
    Broken()
except TypeError as e:
    print(e)
