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
