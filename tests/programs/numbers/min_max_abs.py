"""min, max and abs of numbers, which are compiled in line, and of what is not."""


def big(n):
    return 2 ** 64 + n


def check(a, b, c):
    print(min(a, b, c), max(a, b, c), min(c, b), max(b, a), abs(a), abs(-b))


def said(n):
    print("said", n)
    return n


check(1, 2, 3)
check(-5, -2 ** 61, 2 ** 61)
check(big(1), -big(2), big(0))
check(1.5, -2.5, 0.0)
check(0.0, -0.0, 0.0)
check(True, False, True)
nan = float("nan")
print(min(nan, 1.0), min(1.0, nan), max(nan, 1.0), max(1.0, nan), abs(-nan) != abs(nan))
print(min(said(3), said(1), said(2)), max(said(3), said(1), said(2)))
print(min(1, 1.0), max(1, 1.0), min(1.0, 1), max(2, 1.5, True))
print(min("b", "a"), max([1, 2], [1, 3], [0]), min((2, "x"), (1, "y")))
print(min([3, 1, 2]), max([3, 1, 2]), min("hello"), max({"a": 1, "b": 2}), max(x * x for x in range(5)))
print(min([], default=7), max([5], default=7), min(["bb", "a"], key=len))
for bad in (lambda: min([]), lambda: max(()), lambda: min(1, "a"), lambda: max(3), lambda: min()):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
text = "añb"
print([text[i] for i in range(-3, 3)], [c == "b" for c in text], text[0] == "a", "ab"[1] != "b")
try:
    print(text[3])
except IndexError as error:
    print(error)
