# What built-in classes and classes derived from them say about arguments that do not fit; what sum refuses to start with.
class T(tuple): pass
class L(list): pass
class S(set): pass
class F(frozenset): pass
class I(int): pass
class Fl(float): pass
class St(str): pass
class D(dict): pass
class B(bytearray): pass
class C(complex): pass
class T2(tuple):
    def __init__(self, *a, **k): pass
class L2(list):
    def __new__(cls, *a, **k): return super().__new__(cls)
class I2(int):
    def __init__(self, *a, **k): pass
class O: pass
class O2:
    def __init__(self): pass
class O3:
    def __new__(cls): return object.__new__(cls)
class E(Exception): pass
for c in (T, L, S, F, I, Fl, St, D, B, C, T2, L2, I2, O, O2, O3, E, tuple, list, set, frozenset, float, range, slice, bool, Exception, object, enumerate, zip, map, filter, reversed, type):
    try: print(c.__name__, repr(c(extra=5))[:20])
    except TypeError as e: print(c.__name__, e)
    try: print(c.__name__, repr(c(1, 2, 3, 4, 5, 6))[:20])
    except TypeError as e: print(c.__name__, e)
for a in ([1, 2], [bytearray(b'a')], []):
    for st in (b'', bytearray(), '', [], ()):
        try: print(sum(a, st))
        except TypeError as e: print(e)


class Measured(float):
    def __init__(self, value, unit=None):
        self.unit = unit


class Shown(float):
    def __float__(self):
        return 42.0


m = Measured(2.5, unit="m")
print(m, m.unit, float(m), float(Shown()), float(Shown(7)) + 1, float.__getformat__("double"))


class Item:
    """Beside a built-in class that has no `__init__` of its own, its own is found."""

    def __init__(self, trivia):
        self.trivia = trivia

    def __str__(self):
        return "item"


class Text(str, Item):
    def __new__(cls, text, trivia):
        return super().__new__(cls, text)

    def __init__(self, text, trivia):
        super().__init__(trivia)


class Number(int, Item):
    def __new__(cls, number, trivia):
        return super().__new__(cls, number)

    def __init__(self, number, trivia):
        super().__init__(trivia)


class Row(tuple, Item):
    def __new__(cls, items, trivia):
        return tuple.__new__(cls, items)

    def __init__(self, items, trivia):
        super().__init__(trivia)


for made in Text("t", 1), Number(7, 2), Row([1], 3):
    print(made.trivia, str(made), repr(made), f"{made}")


class Strict(str):
    def __init__(self, *args):
        super().__init__()
        try:
            super().__init__(*args)
        except TypeError as error:
            print(error)


print(Strict("s"), [c.__name__ for c in (str, int, list, dict, tuple, set) if "__init__" in c.__dict__])
str.__init__("x", 1)
