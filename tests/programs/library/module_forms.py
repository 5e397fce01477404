# The library by `import module`: only what is used of it is compiled.
import abc
import dataclasses
import random as rnd
import typing as t

T = t.TypeVar("T")


class Base(abc.ABC):
    @abc.abstractmethod
    def cost(self) -> float: ...


@dataclasses.dataclass
class Thing(Base):
    name: str
    tags: t.List[str] = dataclasses.field(default_factory=list)

    def cost(self) -> float:
        return float(len(self.name))


class Box(t.Generic[T]):
    def __init__(self, item: T):
        self.item = item


rnd.seed(11)
thing = Thing("lamp")
thing.tags.append("x")
print(thing, thing.cost(), Thing("a"), dataclasses.asdict(thing), Box[int](3).item, rnd.randint(1, 9))
try:
    Base()
except TypeError as error:
    print(error)


def defaults(x, seen=[], key=len):
    seen.append(x)
    return key(seen)


print(defaults(1), defaults(2), defaults(3, []), defaults(4, key=max))


def maybe(x=None):
    if x is None:
        x = []
    x.append(1)
    return x


print(maybe(), maybe([2]))

print(isinstance(3, t.Union[int, str]), isinstance(None, t.Optional[int]), isinstance(2.5, t.Union[int, None]))
try:
    isinstance([], t.List[int])
except TypeError as error:
    print(error)
