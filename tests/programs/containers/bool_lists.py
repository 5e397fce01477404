"""Lists of bools keep a byte an item, until they meet something else."""

import copy
import heapq


def show(name, flags):
    print(name, len(flags), flags, [type(x).__name__ for x in flags[:2]])


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    i = 2
    while i * i < n:
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, n, i))
        i += 1
    return [k for k in range(n) if flags[k]]


def methods():
    flags = [True, False]
    flags.append(False)
    flags.insert(1, True)
    flags.insert(-100, False)
    flags.insert(100, True)
    show("insert", flags)
    flags.extend([True, True])
    flags.extend(flags)
    show("extend", flags)
    print(flags.count(True), flags.count(False), flags.count(1), flags.count(0.0), flags.count("a"))
    print(flags.index(True), flags.index(False, 3), flags.index(1, 2, 5), False in flags, 2 in flags)
    print(flags.pop(), flags.pop(0), flags.pop(-2))
    flags.remove(False)
    del flags[0]
    del flags[-1]
    del flags[1:3]
    show("removed", flags)
    del flags[::2]
    show("every other", flags)
    flags.reverse()
    show("reversed", flags)
    flags *= 2
    flags += [False]
    show("twice", flags)
    flags.sort()
    show("sorted", flags)
    flags.sort(reverse=True)
    show("descending", flags)
    flags.sort(key=lambda x: not x)
    show("by key", flags)
    print(sorted(flags), list(reversed(flags)), flags.copy() == flags, flags[:] is flags)
    print(sum(flags), sum(flags, 10), sum(flags, 0.5), any(flags), all(flags), min(flags), max(flags))
    flags.clear()
    show("cleared", flags)
    flags.append(True)
    show("again", flags)


def slices():
    flags = [i % 3 == 0 for i in range(10)]
    show("made", flags)
    show("part", flags[2:7])
    show("back", flags[::-2])
    flags[1:3] = [True, True, True, True]
    show("longer", flags)
    flags[8:2] = [False]
    show("put in", flags)
    flags[::3] = [False] * len(flags[::3])
    show("stepped", flags)
    flags[::-1] = flags
    show("itself", flags)
    flags[2:4] = flags
    show("itself twice", flags)
    flags[::4] = (True for _ in range(len(flags[::4])))
    show("from a generator", flags)
    try:
        flags[::2] = [True]
    except ValueError as error:
        print(error)
    for index in (len(flags), -len(flags) - 1):
        try:
            flags[index] = True
        except IndexError as error:
            print(error)
        try:
            print(flags[index])
        except IndexError as error:
            print(error)
    print(flags[-1], flags[-len(flags)], flags + [True], [False] + flags[:2], flags[:2] * 3)


def compares():
    a = [True, False, True]
    b = [True, False]
    print(a == b, a > b, a != b, a == [1, 0, 1], b + [True] == a, a < [True, True])


def empties():
    flags = []
    for k in range(9):
        flags.append(k > 4)
    show("grown", flags)
    none = [True] * 0
    none.extend([])
    show("none", none)
    none.append(False)
    show("one", none)
    rows = [[False] * 3 for _ in range(3)]
    for k in range(3):
        rows[k][k] = True
    print(rows)
    copied = copy.deepcopy(rows)
    copied[0][0] = False
    copied[1].append(True)
    print(rows[0], copied)


def degrades():
    flags = [True, False, True, False]
    heapq.heapify(flags)
    flags[1] = not flags[1]
    show("heap", flags)
    flags.append(True)
    print(flags[0], flags[-1], sum(flags))
    heapq.heappush(flags, False)
    show("pushed", flags)

    mixed = [True, False]
    mixed.append(2)
    mixed[0] = None
    print(mixed)
    whatever = [[True], ["a"], [1.5]]
    for inner in whatever:
        inner.append(0)
    print(whatever)


def changes_while_iterated():
    flags = [True, False]
    seen = 0
    for flag in flags:
        seen += 1
        if len(flags) < 8:
            flags.append(not flag)
    print(seen, flags)
    for k, flag in enumerate(flags):
        if flag:
            flags[k] = False
    print(flags)
    x, y, *rest = flags
    print(x, y, rest, *flags)


class Grid:
    def __init__(self, n):
        self.cells = [False] * n

    def flip(self, k):
        self.cells[k] = not self.cells[k]
        return self.cells[k]


def main():
    print(sieve(60))
    methods()
    slices()
    compares()
    empties()
    degrades()
    changes_while_iterated()
    grid = Grid(5)
    print(grid.flip(1), grid.flip(1), grid.flip(-1), grid.cells)
    try:
        grid.flip(5)
    except IndexError as error:
        print(error)


main()
