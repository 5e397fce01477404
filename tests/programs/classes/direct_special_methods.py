# Special methods of known classes, where operations of the language and
# builtins ask them: comparisons, membership, lengths, truth, text, `with`.


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.cents == other.cents

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.cents < other.cents

    def __le__(self, other):
        return self.cents <= other.cents

    def __hash__(self):
        return hash(self.cents)

    def __abs__(self):
        return Money(abs(self.cents))

    def __int__(self):
        return self.cents

    def __float__(self):
        return self.cents / 100

    def __str__(self):
        return f"{self.cents} cents"

    def __bool__(self):
        return self.cents != 0


class Tip(Money):
    def __gt__(self, other):
        print("the derived class is asked first")
        return self.cents > other.cents


class Short:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size

    def __contains__(self, item):
        return item < self.size

    def __repr__(self):
        return "Short(%d)" % self.size


def compare(a, b):
    print(a == b, a != b, a < b, a > b, a <= b, a >= b)


def ask():
    compare(Money(3), Money(4))
    compare(Money(4), Money(4))
    print(Money(3) < Tip(4), Tip(3) > Money(2), Money(1) == Tip(1))
    print(Money(3) == 3, Money(3) != None, 3 == Money(3))
    try:
        print(Money(3) < 3)
    except TypeError as e:
        print(e)
    try:
        print(Money(3) <= 3)
    except AttributeError as e:
        print(e)
    m = Money(-7)
    print(abs(m).cents, int(m), float(m), str(m), bool(m), bool(Money(0)))
    print([k for k in range(-1, 2) if Money(k)], "yes" if Money(0) else "no", not m)


def lengths():
    for size in (0, 3, -1, 10**30):
        s = Short(size)
        try:
            print(len(s), 1 in s, 1 not in s, repr(s), str(s))
        except (ValueError, OverflowError) as e:
            print(type(e).__name__, e)
        try:
            print("full" if s else "empty")
        except (ValueError, OverflowError) as e:
            print(type(e).__name__, e)


class Traced:
    def __init__(self, name, swallow):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


class Plain:
    def __enter__(self):
        return 7

    def __exit__(self, *details):
        print(details[0], len(details))


def leave(how):
    for i in range(3):
        with Traced("outer", False) as outer, Traced("inner", how == "swallow") as inner:
            if how == "return":
                return outer.name
            if how == "break":
                break
            if how == "continue":
                continue
            if how in ("swallow", "raise"):
                raise KeyError(inner.name)
            print("body", i)
    with Plain() as seven:
        return seven + 1


def contexts():
    for how in ("return", "break", "continue", "swallow", "raise", "nothing"):
        try:
            print(how, leave(how))
        except KeyError as e:
            print("out", e, e.__context__)
    try:
        with Plain():
            with Plain():
                1 // 0
    except ZeroDivisionError as e:
        print(e)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __mul__(self, other):
        # A branch that can never be taken says nothing of the result.
        if isinstance(other, Vector):
            return self.x * other.x + self.y * other.y
        return Vector(self.x * other, self.y * other)

    __rmul__ = __mul__

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.x == other.x


def branches():
    v = Vector(1.5, 2.0)
    total = 0.0
    for i in range(5):
        w = 2 * v * i
        total += w * v
    print(total, v == Vector(1.5, 0), v == 3, v != 3)


def kind(x):
    if type(x) is int:
        return x + 1
    elif type(x) == str:
        return x + "!"
    elif type(x) in (list, tuple):
        return len(x)
    return x if x is None else kind([x, x])


ask()
lengths()
contexts()
branches()
print(kind(1), kind("a"), kind([1]), kind((1, 2)), kind(None), kind(True), kind(2.5))

# A method that is replaced, or a value that was one thing and then another.
Money.__eq__ = lambda self, other: "neither"
print(Money(1) == Money(2))
thing = Money(1)
for step in range(3):
    print(thing <= thing)
    thing = Tip(step) if step == 0 else step + 1


class Long:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def lengths(long):
    try:
        print(bool(long), len(long), "full" if long else "empty")
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)


for n in (0, 5, 2**62 - 1, 2**62, 2**63 - 1, 2**63, -1, -(2**70)):
    lengths(Long(n))


# `o[key] op= value` reads and stores by the methods, in this order, each once.
class Grid:
    def __init__(self, width, height, fill=0.0):
        self.width = width
        self.cells = [fill] * (width * height)
        self.log = []

    def __getitem__(self, at):
        x, y = at
        self.log.append(("get", x, y))
        return self.cells[y * self.width + x]

    def __setitem__(self, at, value):
        x, y = at
        self.log.append(("set", x, y, value))
        self.cells[y * self.width + x] = value


def said(what, value):
    print(what, end=" ")
    return value


def updated():
    grid = Grid(3, 2)
    for y in range(2):
        for x in range(3):
            grid[x, y] += x + y * 0.5
            grid[x, y] *= grid[2 - x, y]
    print(grid.cells, len(grid.log), grid.log[-3:])
    said("grid", grid)[said("key", (1, 1))] -= said("value", 2.0)
    print(grid.cells[4])
    try:
        grid[7, 7] += said("never", 1)
    except IndexError as error:
        print(error, grid.log[-1])
    try:
        grid[0, 0] /= said("zero", 0)
    except ZeroDivisionError as error:
        print(error, grid.log[-1])


class Anything:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        return self.items.get(key, [])

    def __setitem__(self, key, value):
        self.items[key] = value


class ReadOnly:
    def __getitem__(self, key):
        return key


def anything():
    store = Anything()
    store["a"] += [1]
    store["a"] += "b"
    store[2] = 5
    store[2] <<= 70
    store["t"] = "x"
    store["t"] += "y"
    print(store.items)
    try:
        store["t"] += 1
    except TypeError as error:
        print(error)
    try:
        ReadOnly()[1] += said("once", 1)
    except TypeError as error:
        print(error)


updated()
anything()
