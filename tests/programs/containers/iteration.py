# Iterators, adaptors and builtin functions over them.
def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


xs = [1, 2, 3]
for x in xs:
    if x < 6:
        xs.append(x + 3)
print(xs)
it = iter(xs)
print(next(it), next(it), list(it), list(it), next(it, "end"))
print(list(zip(xs, "abc", range(9, 0, -1))), list(zip()), dict(zip("ab", [1, 2])))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])))
print(list(filter(None, [0, 1, "", "x"])), list(filter(lambda x: x % 2, range(7))))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed({1: 2, 3: 4})), list(reversed(range(0, 9, 2))))
show(lambda: list(zip([1], [1, 2], strict=True)))
show(lambda: list(zip([1, 2], [1], strict=True)))
show(lambda: next(iter([])))
show(lambda: next(5))
show(lambda: iter(5))
show(lambda: max([]))
show(lambda: max([], default="none"))
show(lambda: (max(3, 1), min([4, 2]), max("ab", "c", key=len), min((2, "b"), (2, "a"))))
show(lambda: (sum([1, 2]), sum([0.1] * 10), sum([[1], [2]], []), sum([1, 2.5]), sum((2**62, 2**62))))
show(lambda: sum(["a", "b"]))
show(lambda: (any([0, 1]), all([]), all([1, 0])))
show(lambda: [round(2.5), round(3.5), round(-0.5), round(2.675, 2), round(1250, -2), round(7)])
show(lambda: [pow(2, 10), pow(3, 4, 5), pow(2, -1), pow(3, -1, 7), divmod(-7, 2), abs(-3), abs(-2.5)])
show(lambda: pow(2, 2, 0))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration("liftoff")
        self.n -= 1
        return self.n


class Sequence:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return index * 10


class Sized(Sequence):
    def __len__(self):
        return 4


print(list(Countdown(3)), tuple(Countdown(2)), set(Countdown(3)), sum(Countdown(5)), max(Countdown(4)))
print(list(Sequence()), 20 in Sequence(), list(reversed(Sized())), len(Sized()))
a, *rest, z = Countdown(5)
print(a, rest, z)
counter = Countdown(1)
next(counter)
try:
    next(counter)
except StopIteration as stop:
    print("stopped", stop.value)
show(lambda: list(map(int, ["1", "x"])))


def unpack(values):
    a, b = values
    return a, b


for values in ([1, 2], (1,), [1, 2, 3], "ab", {1: 2, 3: 4}, Countdown(2), 5, None, iter([1])):
    show(lambda: unpack(values))


def unpack_star(values):
    a, *b, c = values
    return a, b, c


for values in ([1, 2], (1,), [1, 2, 3, 4], "abc", range(5)):
    show(lambda: unpack_star(values))
lines = iter(["one", "two", "", "three"])
print(list(iter(lambda: next(lines), "")))
r = range(10, 0, -3)
print(r, len(r), r[1], r[-1], r[1:], 7 in r, 8 in r, r.index(4), list(r), r == range(10, -1, -3), r.start, r.stop, r.step)
print(range(5)[::-1], range(10**20)[10**19], len(range(0, 10**15, 7)), range(0) == range(2, 1), hash(range(3)) == hash(range(0, 3)))
show(lambda: range(1, 2, 0))
show(lambda: range(3)[3])
print(slice(1, 10, 2).indices(5), slice(None), [1, 2, 3, 4][slice(1, 3)])
