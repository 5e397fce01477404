"""Dicts, sets and sorts call __hash__, __eq__ and __lt__ of keys; what these do, and that they change, shows."""
import heapq


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        if not isinstance(other, Key):
            return NotImplemented
        print("eq", self.n, other.n)
        return self.n == other.n


class Odd:
    """Comparisons that answer with other things than bools."""

    def __init__(self, n, answer):
        self.n = n
        self.answer = answer

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.answer


class Failing:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise ValueError("no comparison")


class Shy:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 5

    def __eq__(self, other):
        print("asked", self.n)
        return NotImplemented


class Event:
    def __init__(self, time, name):
        self.time = time
        self.name = name

    def __lt__(self, other):
        return self.time < other.time


class Defaults:
    def __init__(self, n):
        self.n = n

    def __hash__(self, extra=10):
        return self.n + extra

    def __eq__(self, other, *more):
        return self.n == other.n and not more


def keys():
    counts = {}
    for n in [1, 4, 1, 7, 4, 2]:
        key = Key(n)
        counts[key] = counts.get(key, 0) + 1
    print([(key.n, count) for key, count in counts.items()])
    print(Key(1) in counts, 1 in counts, "x" in counts)
    print(len({Key(3), Key(6), Key(3)}))


def odd():
    print(len({Odd(1, []), Odd(2, [])}), len({Odd(1, [0]), Odd(2, 0)}), len({Odd(1, 1), Odd(2, "yes")}))
    print(len({Shy(1): 1, Shy(2): 2}))
    try:
        {Failing(): 1, Failing(): 2}
    except ValueError as error:
        print(error)
    print(len({Defaults(1), Defaults(2), Defaults(1)}))


def changed():
    table = {Key(1): "one"}
    Key.__eq__ = lambda self, other: True
    print(table.get(Key(4)))
    Key.__eq__ = lambda self, other: False
    print(table.get(Key(4)), table.get(Key(1)))
    Key.__hash__ = lambda self: self.n
    print(len({Key(1), Key(1)}))
    Event.__lt__ = lambda self, other: self.name < other.name
    print([event.name for event in sorted([Event(1, "z"), Event(2, "a")])])


def events():
    queue = []
    for n in range(10):
        heapq.heappush(queue, Event(n * 7 % 10, f"event {n}"))
    print([heapq.heappop(queue).name for _ in range(10)])
    print(min(Event(3, "c"), Event(1, "a"), Event(2, "b")).name)


def deep():
    class Nested:
        def __init__(self, inner):
            self.inner = inner

        def __hash__(self):
            return 0

        def __eq__(self, other):
            return self.inner in {other.inner}

    def made():
        inner = None
        for _ in range(5000):
            inner = Nested(inner)
        return inner

    try:
        print(made() in {made()})
    except RecursionError as error:
        print("too deep")


keys()
odd()
events()
changed()
deep()
