import math
def ints(n):
    for i in range(n):
        yield i
def floats(n):
    for i in range(n):
        yield i * 0.5
def mixed():
    yield 1
    yield 2.5
def bools():
    yield True
    yield False
def text():
    yield "a"
    yield "bc"
def fails():
    yield 1
    yield 1 // 0
def loud(n):
    for i in range(n):
        print("make", i)
        yield i
def run(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Bag:
    def __init__(self, n): self.n = n
    def __iter__(self):
        for i in range(self.n):
            yield i
run(lambda: sum(ints(10)))
run(lambda: sum(floats(5)))
run(lambda: sum(floats(0)))
run(lambda: sum(ints(0)))
run(lambda: sum(mixed()))
run(lambda: sum(bools()))
run(lambda: sum(text()))
run(lambda: sum(fails()))
run(lambda: min(ints(5)))
run(lambda: max(ints(5)))
run(lambda: min(ints(0)))
run(lambda: max(floats(0)))
run(lambda: max(floats(4)))
run(lambda: min(x for x in [3.0, float("nan"), 1.0]))
run(lambda: min(x for x in [float("nan"), 3.0, 1.0]))
run(lambda: max(x for x in [1.0, float("nan"), 3.0]))
run(lambda: max(x for x in (2 ** 70, 5, 2 ** 80)))
run(lambda: min(-x for x in range(10) if x != 4))
run(lambda: max(len(s) for s in text()))
run(lambda: max(text()))
run(lambda: min(bools()))
run(lambda: any(loud(3)))
run(lambda: all(loud(3)))
run(lambda: any(x == 1 for x in loud(3)))
run(lambda: any(ints(0)), )
run(lambda: all(ints(0)))
run(lambda: list(ints(4)))
run(lambda: list(floats(4)))
run(lambda: list(text()))
run(lambda: tuple(mixed()))
run(lambda: set(ints(4)))
run(lambda: sorted(ints(4)))
run(lambda: dict((i, i) for i in ints(3)))
run(lambda: "".join(text()))
run(lambda: "".join(str(x) for x in ints(4)))
run(lambda: sum(1 for x in ints(5) if x % 2))
run(lambda: sum(x * 0.5 for x in ints(5)))
run(lambda: sum(-0.0 for x in ints(2)))
run(lambda: str(sum(x for x in [True, 2])))
run(lambda: sum(2 ** 62 for x in range(5)))
run(lambda: sum(Bag(4)))
run(lambda: list(Bag(4)))
run(lambda: (min(Bag(3)), max(Bag(3)), any(Bag(1)), all(Bag(3))))
run(lambda: [list(ints(i)) for i in ints(4)])
run(lambda: sum(sum(ints(i)) for i in ints(5)))
run(lambda: max(sum(x * y for y in ints(3)) for x in ints(4)))
run(lambda: sum(x for x in ints(5) for y in floats(2) if y))
def nested():
    total = 0
    for i in ints(3):
        total += sum(x * i for x in ints(i + 2)) + max(ints(i + 1)) + len(list(floats(i)))
    return total
print(nested())
def numbers_of(n):
    best = max((x * 7 % 13 for x in range(n)), default=-1)
    return best, min((x for x in range(0)), default="none")
print(numbers_of(5))
print(sum((x for x in ints(3)), 10), sum(floats(3), 0.5))
def lots(n):
    return sum(i * i % 7 for i in range(n)), min(i ^ 5 for i in range(n)), max(i * 0.25 for i in range(n))
print(lots(1000))
def closure_in_place(k):
    def scaled(xs):
        for x in xs:
            yield x * k
    return list(scaled(ints(3))), sum(scaled([1, 2])), sum(scaled(scaled([1, 2])))
print(closure_in_place(3))
