"""Instances die without a call into the runtime when nobody is told; what they hold dies as ever."""


class Node:
    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


class Quiet:
    def __init__(self, first, second):
        self.first = first
        self.second = second
        self.weight = 1.5


class Extended(Quiet):
    def __init__(self, first, second):
        super().__init__(first, second)
        self.extra = [first]


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def chain(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    return head


def other_way(n):
    """The long part is not the last field."""
    head = None
    for i in range(n):
        head = Quiet(head, i)
    return head


def tree(depth):
    if depth == 0:
        return Slotted(None, None)
    return Slotted(tree(depth - 1), tree(depth - 1))


def parts():
    print("parts")
    pair = Quiet(Loud("first"), Loud("second"))
    print("made")
    pair = None
    print("dropped")
    shared = Loud("shared")
    Extended(shared, Loud("own"))
    print("shared lives")
    del shared
    nested = Node(Loud("outer"), Node(Loud("middle"), Node(Loud("inner"))))
    nested.rest = None
    print("cut")
    nested.anything = Loud("in the dict")
    nested = None


def late():
    print("late")
    first = Quiet(1, 2)
    second = Quiet(3, 4)

    def told(self):
        print("told of", self.first)

    del first
    Quiet.__del__ = told
    del second
    Extended(5, 6)
    del Quiet.__del__
    Extended(7, 8)
    print("not told")


def again():
    saved = []

    class Phoenix:
        def __del__(self):
            saved.append(self)

    Node(Phoenix(), Phoenix())
    print(len(saved), type(saved[0]).__name__)
    saved.clear()
    print(len(saved))


print(chain(300000).value, other_way(300000).second)
whole = tree(10)
whole.left.right = None
whole = None
parts()
late()
again()
