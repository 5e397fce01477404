"""Objects that stay in a function need not be made; what the program sees of objects does not change."""


class Vector:
    def __init__(self, x, y, z=0.0):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __repr__(self):
        return f"Vector({self.x}, {self.y}, {self.z})"


class Box:
    def __init__(self, item):
        self.item = item
        self.next = None

    def swap(self, other):
        self.item, other.item = other.item, self.item


class Partly:
    def __init__(self, n):
        if n > 0:
            self.n = n


class Checked:
    def __init__(self, n):
        self.n = 1 // n


class Registered:
    made = []

    def __init__(self, name):
        Registered.made.append(self)
        self.name = name


def vectors():
    total = Vector(0.0, 0.0)
    for i in range(5):
        step = Vector(float(i), 1.0) * 0.5 + Vector(0.0, 0.0, 1.0)
        total = total + step
    print(total, total.dot(Vector(1.0, 1.0, 1.0)))
    nan = Vector(float("inf"), 1.0) * 0.0
    print(nan.x != nan.x, nan)


def aliases():
    a = Box("a")
    b = a
    b.item = "b"
    print(a.item, a is b, Box(1) is Box(1), a == b, Box(1) == Box(1))
    c = Box("c")
    a.swap(c)
    print(a.item, c.item)
    a.swap(a)
    print(a.item)
    first, second = Box(1), Box(2)
    chosen = first if len(a.item) == 1 else second
    chosen.item += 10
    print(first.item, second.item, chosen.item)


def loops():
    node = Box(0)
    for i in range(1, 4):
        fresh = Box(i)
        fresh.next = node
        node = fresh
    while node is not None:
        print(node.item, end=" ")
        node = node.next
    print()


def missing():
    for n in (1, 0):
        try:
            print(Partly(n).n)
        except AttributeError as error:
            print(error)
    box = Box(1)
    del box.item
    try:
        print(box.item)
    except AttributeError as error:
        print(error)
    try:
        Checked(0)
        print("not here")
    except ZeroDivisionError as error:
        print(error)
    Checked(1)


def registered():
    Registered("one")
    Registered("two")
    print([each.name for each in Registered.made])


def changed_in_between(box, other):
    before = box.item
    other.item = "changed"
    after = box.item
    other.next = box
    return before, after, other.next.item, box.next is None


def counted(box):
    box.item += 1
    box.item += 1
    bump(box)
    return box.item + box.item


def bump(box):
    box.item *= 10


def big():
    box = Box(2**61)
    box.item = box.item * 4
    print(box.item, Box(box.item + 1).item)


vectors()
aliases()
loops()
missing()
registered()
one = Box("kept")
print(changed_in_between(one, Box("x")), changed_in_between(one, one))
print(counted(Box(3)))
big()
