from collections.abc import (Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet, Iterable, Iterator,
    Hashable, Sized, Container, Callable, Collection, Reversible, Generator, KeysView, ItemsView, ValuesView,
    MappingView, Awaitable, Coroutine, AsyncIterable, AsyncIterator, AsyncGenerator, ByteString)
from collections import deque, OrderedDict, defaultdict, Counter, namedtuple
import array
ALL = (Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet, Iterable, Iterator,
    Hashable, Sized, Container, Callable, Collection, Reversible, Generator, KeysView, ItemsView, ValuesView,
    MappingView, Awaitable, Coroutine, AsyncIterable, AsyncIterator, AsyncGenerator, ByteString)
P = namedtuple("P", "x y")
def gen():
    yield 1
async def co(): pass
async def ag(): yield 1
class Plain: pass
class WithIter:
    def __iter__(self): return iter([])
class WithNext(WithIter):
    def __next__(self): raise StopIteration
class NoHash:
    __hash__ = None
class NoIter(WithIter):
    __iter__ = None
class Eq:
    def __eq__(self, o): return True
class Rev(WithIter):
    def __reversed__(self): return iter([])
class Coll(WithIter):
    def __len__(self): return 0
    def __contains__(self, x): return False
class Gen(WithNext):
    def send(self, v): pass
    def throw(self, *a): pass
    def close(self): pass
class Call:
    def __call__(self): pass
class L(list): pass
class D(dict): pass
class S(str): pass
c = co()
things = [None, True, 1, 1.5, 2j, "s", b"b", bytearray(b"x"), [], (), {}, set(), frozenset(), range(3), slice(1), deque(), OrderedDict(), defaultdict(int),
    Counter(), P(1, 2), array.array('i'), gen(), c, ag(), (x for x in []), iter([]), iter(()), iter({}), iter(set()), iter(""), iter(range(1)),
    {}.keys(), {}.items(), {}.values(), OrderedDict().keys(), OrderedDict().items(), OrderedDict().values(), iter({}.items()), iter({}.values()),
    map(str, []), filter(None, []), zip(), enumerate([]), reversed([]), reversed({}), len, print, gen, lambda: 0, [].append, int, list, Plain, Mapping,
    Plain(), WithIter(), WithNext(), NoHash(), NoIter(), Eq(), Rev(), Coll(), Gen(), Call(), L(), D(), S(), ..., NotImplemented, ValueError("x"), object(), type, Counter.__dict__]
for t in things:
    print([k.__name__ for k in ALL if isinstance(t, k)])
for t in things:
    if isinstance(t, type):
        print(t.__name__, [k.__name__ for k in ALL if issubclass(t, k)])
for k in ALL:
    print(k, k.__module__, k.__name__, k.__qualname__, type(k), [b.__name__ for b in k.__mro__], sorted(k.__abstractmethods__))
for k in ALL:
    print([b.__name__ for b in ALL if issubclass(k, b)])
c.close()
for k in ALL:
    try:
        print(k())
    except TypeError as e:
        print(e)
    try:
        print(k[int])
    except TypeError as e:
        print(e)
print(Callable[[int, str], float], Callable[..., int], Callable[[], None], Mapping[str, list[int]], Callable[[int], Callable[[str], None]])
for bad in (lambda: Callable[int], lambda: Callable[int, str]):
    try:
        print(bad())
    except TypeError as e:
        print(e)
for bad in (lambda: isinstance(1, Mapping[str, int]), lambda: issubclass(1, Mapping), lambda: issubclass([], (int, Sized)), lambda: issubclass("x", Hashable)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
print(isinstance([], (int, Mapping)), isinstance([], (int, Sequence)), isinstance([], int | Sequence), issubclass(list, Sequence | int))
print(isinstance(Plain, Callable), isinstance(Plain, Hashable), isinstance(Mapping, type))


class Empty(MutableMapping):
    __getitem__ = __setitem__ = __delitem__ = lambda *given: None

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


try:
    Empty().popitem()
except KeyError as error:
    print(repr(error), error.__suppress_context__, repr(error.__context__), error.__cause__)
