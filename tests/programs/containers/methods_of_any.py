# Methods of built-in classes called on values of any type: exactly those
# classes, classes derived from them, others with methods of the same names.
from collections import OrderedDict, defaultdict, deque


class Loud(str):
    def upper(self):
        return "loud " + str.upper(self)

    def strip(self, chars=None):
        return f"stripped of {chars!r}"


class Counted(list):
    count_of_appends = 0

    def append(self, item):
        self.count_of_appends += 1
        list.append(self, (self.count_of_appends, item))


class Quiet(dict):
    def get(self, key, default=None):
        return "quiet"


def hidden(*values):
    """The values, of any type for the compiler."""
    out = []
    for value in values:
        holder = type("Holder", (), {})()
        setattr(holder, "value", value)
        out.append(getattr(holder, "value"))
    return out


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


def texts():
    for s in hidden("  abc ", Loud("  x "), b" raw ", bytearray(b" more "), 5, None, ["a"]):
        attempt(lambda: s.upper())
        attempt(lambda: s.strip())
        attempt(lambda: s.split())
        attempt(lambda: s.startswith("  a"))
        attempt(lambda: s.replace("a", "b"))
        attempt(lambda: s.replace("a", "b", 1))
        attempt(lambda: s.find("b"))
        attempt(lambda: s.join(["1", "2"]))
        attempt(lambda: s.isdigit())
        attempt(lambda: s.strip(5))


def lists():
    for xs in hidden([1, 2], Counted([1]), deque([3]), bytearray(b"4"), (5,), {6}, {7: 8}, [0.5, 1.5]):
        attempt(lambda: xs.append(9))
        attempt(lambda: xs.append("text"))
        attempt(lambda: xs.extend([1.5]))
        attempt(lambda: xs.insert(0, None))
        attempt(lambda: xs.pop())
        attempt(lambda: xs.pop(0))
        attempt(lambda: xs.pop(7, "none"))
        attempt(lambda: xs.index(9))
        attempt(lambda: xs.reverse())
        print(xs)


def dicts():
    for d in hidden({1: 2}, Quiet({1: 2}), OrderedDict({1: 2}), defaultdict(list), [1], None):
        attempt(lambda: d.get(1))
        attempt(lambda: d.get([]))
        attempt(lambda: d.get(3, "default"))
        attempt(lambda: d.setdefault(4, []).append(5))
        attempt(lambda: list(d.items()))
        attempt(lambda: d.update({6: 7}))
        attempt(lambda: d.pop(6))
        attempt(lambda: d.pop(6))
        attempt(lambda: d.popitem(1))
        print(d)


def sets():
    for s in hidden({1}, frozenset({2}), set([8]), {}, 3):
        attempt(lambda: s.add(1))
        attempt(lambda: s.add([]))
        attempt(lambda: s.discard(1))
        attempt(lambda: sorted(s.union([4], [5])))
        attempt(lambda: s.remove(9))


def order():
    """The attribute is looked up before the arguments are evaluated."""

    def say(x):
        print("argument", x)
        return x

    for value in hidden("text", None, 1.5):
        attempt(lambda: value.upper(say(1)))
        attempt(lambda: value.startswith(say("t")))
        attempt(lambda: value.startswith(say(1)))


def either(flag):
    """A str or None, a list or a dict."""
    s = "text" if flag else None
    c = [1, 2, 3] if flag else {1: 2}
    attempt(lambda: s.upper())
    attempt(lambda: c.pop(1))
    attempt(lambda: c.copy())
    attempt(lambda: c.append(4))
    attempt(lambda: c.items())


texts()
lists()
dicts()
sets()
order()
either(True)
either(False)
