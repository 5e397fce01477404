# What `*` and `**` hand over is copied: the lists and dicts themselves stay as they are.
class Surface:
    def __init__(self, **kwargs):
        self.colour = kwargs.pop("colour", (1.0, 2.0, 3.0))
        self.size = kwargs.get("size", 2)
        self.rest = sorted(kwargs)

    def area(self, k):
        return self.size * k

class Checker(Surface):
    def __init__(self, **kwargs):
        Surface.__init__(self, **kwargs)
        self.other = kwargs.pop("other", 5)

    def area(self, k):
        return Surface.area(self, k) + self.other

class Deep(Checker):
    def __init__(self, *args, **kwargs):
        super().__init__(**kwargs)
        self.args = args

def show(*args, **kwargs):
    return args, kwargs

def through(f, *args, **kwargs):
    return f(*args, **kwargs)

s = Surface(size=3, q=1)
c = Checker(colour="red", other=9)
d = Deep(1, "two", size=4, w=s)
print(s.area(2), s.colour, s.rest)
print(c.area(2), c.colour, c.rest, c.other)
print(d.area(2), d.args, d.rest)
xs = [1.5, 2.5]
m = {"a": 1}
print(show(*xs, **m), through(show, *xs, **m), through(max, *xs))
r = through(show, *xs, **m)
r[1]["b"] = "text"
xs.append(3.5)
m["a"] += 1
print(xs, m, r, sum(xs))
def change(*args, **kwargs):
    kwargs["a"] = "changed"
    args[0].append("z")
    return kwargs
ys = [[1], [2]]
fs = [change, show]
for f in fs:
    print(f(*ys, **m))
print(ys, m, m["a"] + 1)


def names_that_meet():
    """Keyword arguments before, between and behind what `**` brings."""

    def f(*a, **k):
        return a, k

    def g(x, y=2, *, z=3, **k):
        return x, y, z, k

    class Mapping:
        def keys(self):
            return ["z", "q"]

        def __getitem__(self, key):
            return key + "!"

    class Own(dict):
        def keys(self):
            return ["y"]

        def __getitem__(self, key):
            return "own"

    class Text(str):
        pass

    def tried(work):
        try:
            print(work())
        except TypeError as e:
            print(e)

    def said(n):
        print("asked", n)
        return n

    o = {"z": 1, "w": 2}
    for work in (
        lambda: f(1, 2, **o), lambda: f(**o, a=1), lambda: f(a=1, **o), lambda: f(a=1, b=2, **o, c=3, **{"d": 4}),
        lambda: f(z=1, **o), lambda: f(**o, z=1), lambda: f(**o, **o), lambda: g(1, **o), lambda: g(1, z=5, **o), lambda: g(**o),
        lambda: f(**{1: 2}), lambda: f(a=1, **{1: 2}), lambda: g(1, **Mapping()), lambda: g(1, **Own(z=1)), lambda: f(**3),
        lambda: f(1, *[2], **None), lambda: f(**{Text("ab"): 1}), lambda: g(**{Text("x"): 7}), lambda: g(1, 2, 3, **o),
        lambda: f(said(1), said(2), a=said(3), **{"b": said(4)}, c=said(5)), lambda: f(**{}),
    ):
        tried(work)
    given = {"a": 1}

    def changes(**names):
        names["b"] = 2
        return names

    made = changes(**given)
    print(given, made, changes(**made) is made)


names_that_meet()
