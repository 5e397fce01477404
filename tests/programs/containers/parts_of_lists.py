"""Parts of lists: read by constant steps, assigned, and moved within a list."""


def flips(perm):
    count = 0
    while perm[0]:
        k = perm[0]
        perm[: k + 1] = perm[k::-1]
        count += 1
    return count


def rotate(xs, r):
    first = xs[0]
    xs[:r] = xs[1 : r + 1]
    xs[r] = first
    return xs


def moved(xs, a, b, c, d):
    xs[a:b] = xs[c:d]
    return xs


def turned(xs, a, b, c, d):
    xs[a:b] = xs[c:d:-1]
    return xs


def spread(xs, step):
    ys = xs[:]
    try:
        ys[::2] = ys[1::2]
    except ValueError as error:
        print("ValueError", error)
    return ys, xs[::-1], xs[::3], xs[4:1:-1], xs[::step]


def sieve(n):
    prime = [True] * (n + 1)
    prime[:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if prime[i]:
            prime[i * i :: i] = [False] * len(prime[i * i :: i])
    return [i for i in range(n + 1) if prime[i]]


def between(xs, ys):
    """The part is taken before what it replaces is asked for."""

    def shrink():
        del xs[3:]
        return 0

    xs[shrink() :] = xs[1:5]
    ys[len(ys) - 2 :] = xs[: len(xs)]
    return xs, ys


print(flips([3, 1, 4, 0, 2]), flips([2, 0, 1]), flips([1, 0]))
print(rotate([1, 2, 3, 4, 5], 3), rotate(["a", "b", "c"], 2))
bounds = [0, 1, 2, 4, 6, 9, -1, -3, -9]
for make in (
    lambda: [0, 1, 2, 3, 4, 5],
    lambda: [0.5, 1.5, 2.5, 3.5],
    lambda: [True, False, True, True, False],
    lambda: ["a", "b", "c", "d", "e"],
    lambda: [10**20, 1, [2], None],
    lambda: [],
):
    results = []
    for a in bounds:
        for b in bounds:
            for c in bounds:
                for d in bounds:
                    results.append(moved(make(), a, b, c, d))
                    results.append(turned(make(), a, b, c, d))
    print(len(results), [r for r in results[::97] if r][:9])
    text = repr(results)
    print(len(text), sum(ord(text[k]) * (k % 1009 + 1) for k in range(len(text))))
print(spread([1, 2, 3, 4, 5, 6], 2), spread([1.0, 2.0, 3.0], -2))
print(sieve(60), len(sieve(3000)))
print(between([1, 2, 3, 4, 5, 6], [7, 8, 9]))


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("gone", self.n)


def deaths():
    xs = [Noisy(n) for n in range(6)]
    print("left")
    xs[:4] = xs[2:]
    print([x.n for x in xs])
    print("right")
    xs[1:3] = xs[:2]
    print([x.n for x in xs])
    print("turned")
    xs[:3] = xs[2::-1]
    print([x.n for x in xs])
    print("other")
    ys = [Noisy(n) for n in range(10, 13)]
    ys[1:] = xs[:1]
    print([y.n for y in ys])
    print("end")


deaths()

for step in (0, 1, -1, 2):
    try:
        xs = list(range(5))
        xs[1::step] = xs[2::step]
        print(xs)
    except ValueError as error:
        print(step, error)
xs = [1, 2, 3, 4]
try:
    xs[::0] = xs[::0]
except ValueError as error:
    print(error)
try:
    xs[1:3] = 5
except TypeError as error:
    print(error)
xs[1:1] = xs
xs[::-1] = xs[:]
xs[10**30 :] = xs[-(10**30) : 2]
xs[1:2] = "ab"
print(xs, xs[True::2], xs[: 10**25 : -2])
