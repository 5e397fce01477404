"""Keys of different kinds that are equal, or have one hash."""

import sys


class Name(str):
    def __hash__(self):
        return hash(self.lower())

    def __eq__(self, other):
        return self.lower() == other.lower()


class Number(int):
    pass


class Pair(tuple):
    def __eq__(self, other):
        return sorted(self) == sorted(other)

    def __hash__(self):
        return hash(tuple(sorted(self)))


def numbers():
    d = {1: "int", 2.0: "float", 0: "zero"}
    d[1.0] = "float one"
    d[True] = "true"
    d[False] = "false"
    d[Number(2)] = "number"
    d[2**64] = "big"
    print(d, d[1], d[1.0], d[2], d[2.0 + 0j], d[float(2**64)], d[Number(0)], -0.0 in d)
    print({1, 1.0, True, Number(1)}, {2**61 - 1: 1}.get(0), {-1: "a", -2: "b"}[-1])
    nan = float("nan")
    e = {nan: 1}
    print(e[nan], float("nan") in e, nan in {nan})
    big = {n * (2**61 - 1): n for n in range(20)}
    print([big[n * (2**61 - 1)] for n in range(20)], 5 in big, (2**61 - 1) * 20 in big)


def texts():
    d = {"one": 1, "Two": 2}
    print(Name("ONE") in d, d.get(Name("two"), "none"), d.get("two"))
    d[Name("three")] = 3
    print("three" in d, "THREE" in d, d.get("three"))
    hidden = "".join(["o", "n", "e"])
    print(d[hidden], hidden in d, hidden in {"one"}, "" in d, "" in {"": 1})
    many = {str(n): n for n in range(1000)}
    print(sum(many[str(n)] for n in range(0, 1000, 7)), "1000" in many, "é" in many)
    wide = {"é" * n + "日本"[: n % 3]: n for n in range(40)}
    print(sum(wide["é" * n + "日本"[: n % 3]] for n in range(40)))


def tuples():
    d = {}
    for x in range(5):
        for y in range(5):
            d[x, y] = x + y
    print(d[2, 3], d[(4, 4)], (5, 5) in d, (1,) in d, (1, 2, 3) in d, () in d)
    print(d[1.0, 2], d[True, 0], (1, "2") in d, d.get((1.0, 2.5)))
    d[1, "2"] = "text"
    d[(1, (2, 3))] = "nested"
    d[()] = "empty"
    print(d[1, "2"], d[1, (2, 3)], d[1, (2.0, 3)], d[()])
    d[Pair((2, 1))] = "pair"
    print(d[1, 2], d[Pair((1, 2))], d.get(Pair((7, 7))), Pair((2, 1)) in d)
    try:
        d[1, []] = 1
    except TypeError as error:
        print(error)
    try:
        (1, {}) in d
    except TypeError as error:
        print(error)
    try:
        d[9, 9]
    except KeyError as error:
        print(error, error.args)
    try:
        del d[9, 9]
    except KeyError as error:
        print(error, error.args)
    del d[0, 0]
    print(d.pop((0, 1)), d.pop((0, 0), "gone"), (0, 1) in d, d.setdefault((0, 1), "set"))
    nan = float("nan")
    d[nan, 1] = "nan"
    print(d[nan, 1], (float("nan"), 1) in d)


def sets():
    cells = set()
    for x in range(-2, 3):
        for y in range(-2, 3):
            cells.add((x * y, x + y))
    print(len(cells), sorted(cells)[:4], (4, 4) in cells, (4, 5) in cells, (4.0, 4) in cells)
    cells.discard((4, 4))
    cells.discard((40, 4))
    try:
        cells.remove((4, 4))
    except KeyError as error:
        print(error, error.args)
    cells.remove((0, 0))
    print((0, 0) in cells, len(cells))
    try:
        cells.add((1, []))
    except TypeError as error:
        print(error)
    first = (500, 600)
    cells.add(first)
    again = tuple([500, 600])
    cells.add(again)
    print([cell is first for cell in cells if cell == first])
    print(frozenset((1, 2)) in {frozenset((2, 1))}, {1, 2} in {frozenset((1, 2))})


def counting():
    order = []

    def note(n):
        order.append(n)
        return n

    d = {}
    for i in range(12):
        d[note(i % 3), i % 2] = d.get((note(i % 3), i % 2), 0) + 1
    print(d, order[:6])
    e = {}
    for i in range(12):
        key = (i % 3, i % 2)
        if key in e:
            e[key] += 1
        else:
            e[key] = 1
    print(d == e)
    for i in range(3):
        key = (i, i)
        e.setdefault(key, []).append(i) if key not in e else None
        if key not in e:
            e[key] = 0
    print(e)
    try:
        for key in e:
            e[key[0], "more"] = 1
    except RuntimeError as error:
        print(error)


numbers()
texts()
tuples()
sets()
counting()
