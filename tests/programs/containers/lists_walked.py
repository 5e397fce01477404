# Walks through lists from variables of outer functions and modules, whose items are of a kind or of several.

LIST = [i * 3 % 7 for i in range(20)]


def count(k):
    n = 0
    for x in LIST:
        if x == k:
            n += 1
    return n


def total():
    s = 0
    for i, x in enumerate(LIST):
        s += i * x
    return s


def make(n):
    def count_here(k):
        found = 0
        for x in kept:
            if x == k:
                found += 1
        return found

    def distance():
        s = 0
        for a, b in zip(kept, kept[1:]):
            s += abs(a - b)
        return s

    try:
        count_here(1)
    except NameError as error:
        print(type(error).__name__, error)
    kept = list(range(n))
    print(count_here(1), distance())
    kept.append(2**70)
    print(count_here(2**70), distance())
    kept = [0.5, 1.5, 1]
    print(count_here(1), distance())
    del kept
    try:
        distance()
    except NameError as error:
        print(type(error).__name__, error)


def grows(xs, limit):
    s = 0
    for x in xs:
        s += x
        if len(xs) < limit:
            xs.append(x + 1)
    return s, len(xs)


def shrinks(xs):
    s = 0
    for x in xs:
        s += x
        xs.pop()
    return s, xs


def first_above(xs, limit):
    for i, x in enumerate(xs):
        if x > limit:
            return i
    return -1


def pairs(rows):
    n = 0
    for row in rows:
        for x in row:
            for y in row:
                if x < y:
                    n += 1
    return n


def longest(xs, ys):
    s = 0
    for x, y in zip(xs, ys):
        s += x * y
    return s


def main():
    global LIST
    print(count(3), total())
    for items in ([1, 2, 2**64, 3], [True, 3, 3.0], [0.5, 3.0], [], [3], [True, False]):
        LIST = items
        print(count(3), total())
    LIST = ["3", 3]
    print(count(3))
    try:
        total()
        LIST.append(None)
        total()
    except TypeError as error:
        print(error)
    make(6)
    print(grows([1, 2, 3], 10), grows([], 5), shrinks([1, 2, 3, 4, 5]))
    print(first_above([1, 5, 9], 4), first_above([], 4), first_above([2**80, 1], 2**79), first_above([1] * 50, 1))
    print(pairs([[1, 2, 3], [], [5], [2**65, 1, 7]]))
    print(longest([1, 2, 3], [4, 5]), longest([], [1]), longest([2**62, 3], [2, 2**63]), longest([1, 2], [0.5, 0.25]))
    table = {i: i * i for i in range(10)}
    del table[3], table[9]
    for key in (3, True, 2.0, "x", 2**70, (1, 2)):
        try:
            del table[key]
            print("gone", key)
        except KeyError as error:
            print("KeyError", error)
    try:
        del table[[]]
    except TypeError as error:
        print(error)
    print(table)


main()
