"""`t + (x,)` in the place of `t` where nobody else has it, and never where somebody has."""

import gc


class Noted:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)

    def __repr__(self):
        return f"<{self.name}>"


def grown(n):
    t = ()
    kept = []
    for i in range(n):
        t = t + (i,)
        if i % 97 == 5:
            kept.append(t)
    return t[-1], len(t), [len(k) for k in kept], [k[-1] for k in kept], sum(t)


def parts(t, i):
    return t[:i] + ("x",) + t[i + 1 :]


def shared(t):
    u = t
    t += (1,)
    v = t
    t += (2, 3)
    return t, u, v, len(u)


def first_stays():
    t = (Noted("a"), Noted("b"))
    first = t[0]
    t = t + (Noted("c"),)
    t += t
    print(first, t, len(t))
    t = t[:1] + t[:1]
    print(t)


def walked():
    t = (1, 2, 3)
    out = []
    for x in t:
        t = t + (x * 10,)
        out.append(len(t))
    return t, out


def paths(r, c, p=()):
    if r == 0 and c == 0:
        return [p]
    out = []
    if r:
        out += paths(r - 1, c, p + ("D",))
    if c:
        out += paths(r, c - 1, p + ("R",))
    return out


class Point(tuple):
    def __add__(self, other):
        return "Point+"

    def __radd__(self, other):
        return "+Point"


def itself():
    t = (0,)
    cell = [t]
    t = t + (cell,)
    cell[0] = t
    return len(t), t[1][0] is t


print(grown(1), grown(2), grown(700))
print([parts((1, 2, 3), i) for i in range(3)], shared((0,)), shared(()))
first_stays()
print(walked())
print(len(paths(5, 5)), paths(2, 1))
print((1,) + Point((2,)), Point((2,)) + (1,))
print(itself(), gc.collect() >= 0)
e = ()
e += ()
print(e is (), (e + (1,)) + e, hash((1, 2) + (3,)) == hash((1, 2, 3)), {(1,) + (2,): 3}[1, 2])
try:
    print((1,) + [2])
except TypeError as error:
    print(error)
