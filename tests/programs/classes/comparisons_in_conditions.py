# Comparisons whose truth is all that is wanted, of values of any type: what the
# methods give is asked for its truth, once and in order.


class Answer:
    def __init__(self, name, truth):
        self.name = name
        self.truth = truth

    def __bool__(self):
        print("truth of", self.name)
        if self.truth is None:
            raise ValueError(self.name)
        return self.truth


class Asked:
    def __init__(self, truth):
        self.truth = truth

    def __repr__(self):
        return f"Asked({self.truth})"

    def __eq__(self, other):
        return Answer(f"== {other!r}", self.truth)

    def __ne__(self, other):
        return Answer(f"!= {other!r}", self.truth)

    def __lt__(self, other):
        return Answer(f"< {other!r}", self.truth)

    def __hash__(self):
        return 1


class Loud(str):
    def __eq__(self, other):
        print("Loud ==")
        return str.__eq__(self, other)

    def __ne__(self, other):
        print("Loud !=")
        return str.__ne__(self, other)

    __hash__ = str.__hash__


class Plain(str):
    pass


def texts(x):
    found = []
    if x == "num":
        found.append("==")
    if "num" == x:
        found.append("r==")
    if x != "num":
        found.append("!=")
    if "num" != x:
        found.append("r!=")
    if not x == "":
        found.append("not empty")
    if x == "n" or x == "é" or x == "nun":
        found.append("one of")
    while x != "no" and x == "neg":
        found.append("neg")
        break
    return found


def order(x, y):
    out = []
    for test in range(7):
        try:
            if test == 0 and x < y:
                out.append("<")
            elif test == 1 and x <= y:
                out.append("<=")
            elif test == 2 and x > y:
                out.append(">")
            elif test == 3 and x >= y:
                out.append(">=")
            elif test == 4 and x == y:
                out.append("==")
            elif test == 5 and x != y:
                out.append("!=")
            elif test == 6 and x < y <= x != y:
                out.append("chain")
        except (TypeError, ValueError) as error:
            out.append(f"{type(error).__name__}: {error}")
    return out


values = [
    None, True, 0, 1, -5, 10**30, 0.0, -0.0, 1.5, float("nan"), float("inf"), 1j, "", "n", "num", "neg", "nun", "é", "\xe9\u4e00", b"num",
    (1, 2), (1, float("nan")), [1, 2], {"num": 1}, {1}, frozenset([1]), range(3), Loud("num"), Plain("num"), Plain("neg"),
    Asked(True), Asked(False), Asked(None),
]
for value in values:
    try:
        print(texts(value))
    except ValueError as error:
        print("ValueError", error)
for a in values[:27:2]:
    for b in values[1:27:3]:
        print(order(a, b))
print(order(Asked(True), 3), order(3, Asked(False)), order(Asked(None), Asked(True)))

nan = float("nan")
mixed = [nan, 1, "a", None]
print([x for x in mixed if x == x], [x for x in mixed if not x != x], any(x == "a" for x in mixed))


def fails(x):
    assert x == "a", "not a"
    return 1 if x == "a" else 2


print(fails("a"))
try:
    fails(mixed[1])
except AssertionError as error:
    print("AssertionError", error)


def kinds(x):
    match x:
        case "num" | "neg":
            return "text"
        case 1 | 2.5:
            return "number"
        case None:
            return "none"
    return "other"


print([kinds(v) for v in ["num", "neg", "nun", 1, 2.5, 1.0, True, None, (), Plain("num")]])
