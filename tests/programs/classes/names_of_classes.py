class Circle:
    def __init__(self, r):
        self.r = r

    def __repr__(self):
        return f"{type(self).__name__}(r={self.r})"


class Ring(Circle):
    def name(self):
        return self.__class__.__name__ + "!"


class Dot:
    pass


def kind(shape):
    return "visit_" + type(shape).__name__, f"<{shape.__class__.__name__}>", type(shape).__name__ + "s"


def make(n):
    print("made", n)
    return Ring(n) if n % 2 else Dot()


shapes = [Circle(1), Ring(2), Dot()]
for shape in shapes:
    print(kind(shape))
print(shapes[:2], Ring(4).name(), f"a {type(make(3)).__name__}", type(make(2)).__name__)


def local():
    class Inner:
        pass

    return type(Inner()).__name__, Inner().__class__.__name__


print(local())
