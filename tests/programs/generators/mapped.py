def square(x):
    return x * x
def add(a, b):
    return a + b
def even(x):
    return x % 2 == 0
def fails(x):
    return 10 // x
def run(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def loops():
    out = []
    for x in map(square, [1, 2, 3]):
        out.append(x)
    for x in map(add, [1, 2, 3], range(10, 20)):
        out.append(x)
    for x in filter(even, range(6)):
        out.append(x)
    for x in filter(None, [0, 1, "", "a", None, [], [1]]):
        out.append(x)
    for i, x in enumerate(map(str, [1, 2.5, None])):
        out.append((i, x))
    for x in map(int, "12 34".split()):
        out.append(x + 1)
    for x in map(float, ["1.5", "2"]):
        out.append(x)
    for x in map(len, ["a", "bcd", ""]):
        out.append(x)
    k = 3
    for x in map(lambda x: x * k, filter(lambda x: x > 1, [1, 2, 3])):
        out.append(x)
        k += 1
    for a, b in map(lambda x: (x, -x), [1, 2]):
        out.append(a * 10 + b)
    for x in map(square, (1.5, 2.5)):
        out.append(x)
    return out
print(loops())
def errors(n):
    for x in map(fails, [1, 2, n]):
        print(x)
run(lambda: errors(0))
run(lambda: errors(5))
def bad_int():
    for x in map(int, ["1", "x"]):
        print(x)
run(bad_int)
def shorter():
    a = iter([1, 2, 3, 4])
    for x in map(add, a, [10, 20]):
        print(x)
    print(next(a, "none"))
run(shorter)
def shorter2():
    a = iter([1, 2, 3, 4])
    for x in zip([10, 20], a):
        print(x)
    print(list(a))
run(shorter2)
def rebind():
    f = square
    for x in map(f, [1, 2, 3]):
        f = even
        print(x)
    for x in filter(f, [1, 2, 3, 4]):
        print(x)
run(rebind)
def not_iterable():
    for x in map(square, 5):
        print(x)
run(not_iterable)
def breaks():
    for x in map(square, range(10)):
        if x > 20:
            break
        if x % 2:
            continue
        print(x)
    else:
        print("never")
    for x in filter(even, ()):
        pass
    else:
        print("else")
breaks()
class Loud:
    def __init__(self, n): self.n = n
    def __len__(self):
        print("len")
        return self.n
    def __bool__(self):
        print("bool")
        return self.n > 1
    def __str__(self): return "L%d" % self.n
for x in map(len, [Loud(1), Loud(2)]):
    print(x)
for x in filter(None, [Loud(1), Loud(2)]):
    print(x)
for x in map(str, [Loud(1), Loud(2)]):
    print(x)
def gen(n):
    for i in map(square, range(n)):
        yield i
print(sum(gen(5)), list(gen(3)), [x for x in map(square, gen(4))])
import itertools
import traceback
try:
    errors(0)
except ZeroDivisionError:
    traceback.print_exc()


# What `map` and `filter` call ends them by StopIteration.
def until(n):
    if n > 2:
        raise StopIteration
    return n


def walked():
    out = [x for x in map(until, range(6))]
    for x in map(until, range(6)):
        out.append(x)
    for i, x in enumerate(filter(until, range(1, 6))):
        out.append((i, x))
    for x, y in zip(map(until, range(6)), "abcdef"):
        out.append((x, y))
    return out, sum(map(until, range(6))), max(map(until, range(6))), list(map(next, [iter("a"), iter(""), iter("b")]))


def round_robin(*iterables):
    iterators = map(iter, iterables)
    for active in range(len(iterables), 0, -1):
        iterators = itertools.cycle(itertools.islice(iterators, active))
        yield from map(next, iterators)


print(walked())
print(list(round_robin("ABC", "D", "EF")))
try:
    next(map(next, [iter(())]))
except StopIteration as stop:
    print("stopped", stop.value)
try:
    for x in map(until, "ab"):
        print(x)
except TypeError as error:
    print(error)
