"""Lists, dicts and objects that are attributes of classes have types, as long as
nobody gets hold of the class; then they hold anything."""


class Config:
    NAMES = ["a", "b"]
    SIZES = [1, 2, 3]
    RATES = [0.5, 1.5]
    TABLE = {"x": 1, "y": 2}
    PAIRS = [(0, 1), (1, 0)]
    seen = set()
    count = 0

    def __init__(self, x):
        self.x = x
        Config.count += 1
        self.seen.add(x)

    def total(self):
        return sum(self.SIZES) * self.RATES[0] + self.TABLE["x"] + self.x

    def first(self):
        return self.NAMES[0].upper()

    def steps(self):
        return [(self.x + dx, self.x - dy) for dx, dy in self.PAIRS]


class Wider(Config):
    SIZES = [1, 2, 3, 4.5]
    NAMES = ("t", "u")


class Shadow(Config):
    def __init__(self, x, names):
        super().__init__(x)
        self.NAMES = names


class Seen:
    ITEMS = [1, 2]
    DEPTH = 3

    def sum(self):
        return sum(self.ITEMS)


class ByName:
    ITEMS = [1.5]

    def first(self):
        return self.ITEMS[0]


class Base:
    TAGS = []

    def tag(self):
        return self.TAGS[0] if self.TAGS else None


def derive(base):
    return type("Derived", (base,), {"TAGS": ["made"]})


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        if other.is_point():
            return Point(self.x + other.x, self.y + other.y)
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def is_point(self):
        return False


Vector.ZERO = Vector(0, 0)
Vector.UNIT = Vector(1.5, 0)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def is_point(self):
        return True


class Late:
    pass


def of_one_or_other(flag):
    if flag:
        return Vector(1, 2)
    return Point(1, 2)


def main():
    for c in Config(1), Config(2.5), Wider(1), Shadow(3, ["own"]):
        print(c.total(), c.first(), c.steps(), c.count, sorted(c.seen))
    Config.SIZES.append(10)
    Config.NAMES.insert(0, "z")
    Config.TABLE["x"] = 2.5
    print(Config(0).total(), Config(0).first(), Wider(0).first())
    c = Config(1)
    c.RATES[0] = 4
    print(c.total(), Config.RATES)

    items = vars(Seen)["ITEMS"]
    items.append(0.5)
    print(Seen().sum(), Seen.ITEMS)
    name = "ITE" + "MS"
    getattr(ByName, name).insert(0, "text")
    print(ByName().first())
    made = derive(Base)()
    print(made.tag(), Base().tag())
    made.TAGS.append(1)
    Base.TAGS.append(2.5)
    print(made.tag(), Base().tag())

    for flag in True, False:
        v = of_one_or_other(flag)
        try:
            print((v.scaled(2) + Vector.UNIT).x)
        except AttributeError as error:
            print(error)
        try:
            print(callable(v.scaled))
        except AttributeError as error:
            print(error)
        except TypeError:
            pass
    print((Vector.ZERO + Vector.UNIT).x, (Vector.ZERO + Point(1, 1)).is_point())
    late = Late()
    late.scaled = lambda n: n
    for x in Vector(1, 1), late:
        r = x.scaled(3)
        print(r if isinstance(r, int) else r.x)


main()
