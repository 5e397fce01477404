# Attributes of objects of classes without a static type.

def make():
    class Point:
        kind = "point"

        def __init__(self, x, y):
            self.x = x
            self.y = y

        def move(self, by):
            self.x += by
            return self

        def shown(self):
            return (self.x, self.y)

    return Point


def shadowed():
    P = make()
    p = P(1, 2)
    print(p.move(2).shown(), p.kind)
    p.move = lambda by: by * 10
    print(p.move(3), p.shown())
    setattr(p, "sho" + "wn", lambda: "own")
    print(p.shown(), list(vars(p)))
    del p.shown
    del p.move
    print(p.move(1).shown())
    setattr(p, "".join(["x"]), 40)
    print(p.x, p.move(1).x, getattr(p, "".join(["y"])))
    for n in range(12):
        setattr(p, "a" + str(n), n)
    p.a5 = "new"
    print(p.a5, p.a11, p.move(1).x, len(p.__dict__))


def late():
    P = make()
    p, q = P(1, 2), P(3, 4)
    print(p.x, q.x)
    P.x = property(lambda self: "computed", lambda self, value: print("set", value))
    print(p.x, q.x)
    p.x = 9
    del P.x
    print(p.x, q.x)
    P.z = 7
    print(p.z, q.z)
    p.z = 8
    print(p.z, q.z)
    del p.z
    print(p.z)
    try:
        p.missing
    except AttributeError as e:
        print(e)
    try:
        p.missing()
    except AttributeError as e:
        print(e)
    p.__dict__["w"] = 5
    print(p.w)
    del p.__dict__["x"]
    try:
        print(p.x)
    except AttributeError as e:
        print(e)


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def deaths():
    class Holder:
        pass

    h = Holder()
    h.item = Dies("a")
    h.item = Dies("b")
    h.item = None
    h.item = Dies("c")
    del h.item
    h.item = Dies("d")
    print("end")


def hashed():
    class Key:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return self.n % 4

        def __eq__(self, other):
            if self.n == 13:
                raise ValueError("unlucky")
            return NotImplemented if self.n > 20 else self.n == other.n

        def __lt__(self, other, *more):
            return self.n < other.n

    d = {}
    for n in (1, 5, 9, 1, 25, 25, 5):
        d[Key(n)] = d.get(Key(n), 0) + 1
    print([(k.n, v) for k, v in d.items()])
    try:
        d[Key(13)]
    except ValueError as e:
        print(e)
    print([k.n for k in sorted(d)], Key(2) in {Key(2), Key(3)}, Key(1) != Key(1))
    print(type(d).__name__, Key.__name__, type(Key(1)).__qualname__)
    Key.__name__ = "Renamed"
    print(type(Key(1)).__name__, type(Key(1)).__name__ is Key.__name__)


def main():
    shadowed()
    late()
    deaths()
    hashed()


main()
