# Attributes that code outside of a class gives its instances: fields as well,
# whatever else happens to them.
import copy
from dataclasses import dataclass


class Node:
    def __init__(self, key):
        self.key = key

    def total(self):
        found = self.key
        if self.left:
            found += self.left.total()
        if self.right:
            found += self.right.total()
        return found

    def name(self):
        return "node"


class Leaf(Node):
    kind = "leaf"

    @property
    def double(self):
        return self.key * 2

    @double.setter
    def double(self, value):
        self.key = value // 2


class Empty:
    count = 0


class Slots:
    __slots__ = ("a",)


class Guarded:
    def __getattr__(self, name):
        return "made up " + name


@dataclass(frozen=True)
class Frozen:
    x: int


def insert(node, key):
    if node is None:
        node = Node(key)
        node.left = None
        node.right = None
        return node
    if key < node.key:
        node.left = insert(node.left, key)
    else:
        node.right = insert(node.right, key)
    return node


def attempt(action):
    try:
        return action()
    except (AttributeError, TypeError) as error:
        return type(error).__name__ + ": " + str(error)


def fill(node):
    node.extra = 1


def spoil(node):
    node.left = "text"


def trees():
    root = None
    x = 12345
    for _ in range(2000):
        x = (x * 1103515245 + 12345) % 2147483648
        root = insert(root, x)
    print(root.total())
    print(copy.deepcopy(root).total(), copy.copy(root).left is root.left)


def unset():
    node = Node(3)
    print(attempt(lambda: node.left), attempt(node.total))
    node.left = None
    print(attempt(node.total))
    node.right = None
    print(node.total())
    del node.left
    print(hasattr(node, "left"), hasattr(node, "right"), attempt(lambda: node.left))
    try:
        del node.left
    except AttributeError as error:
        print(error)


def class_variables():
    empty = Empty()
    empty.count += 1
    empty.count += 2
    print(empty.count, Empty.count, Empty().count)
    Empty.count = 7.5
    print(empty.count, Empty().count)
    del empty.count
    print(empty.count)
    empty.count = "many"
    print(empty.count, Empty.count)


def bases():
    node, leaf = Node(1), Leaf(2)
    fill(leaf)
    print(leaf.extra, hasattr(node, "extra"))
    fill(node)
    node.extra += 0.5
    leaf.extra = [leaf.extra]
    print(leaf.extra, node.extra)
    leaf.double = 10
    leaf.kind = "twig"
    print(leaf.key, leaf.double, leaf.kind, Leaf.kind)
    leaf.name = lambda: "own"
    node.total = 5
    print(leaf.name(), node.name(), node.total, Leaf(4).name())


def mixed():
    node = insert(insert(None, 4), 2)
    spoil(node)
    print(node.left, node.left.upper(), attempt(node.total))
    for value in [1, 2.5, None, "x", (1, 2), node]:
        node.left = value
        print(node.left is value, getattr(node, "left") is value)
    setattr(node, "right", [1])
    node.right.append("two")
    print(node.right)
    for node.key in range(3):
        node.seen = node.key
    node.seen, (node.more, node.rest) = 1, ("2", 3.0)
    print(node.seen, node.more, node.rest)
    name = "comp" + "uted"
    setattr(node, name, 1)
    node.computed += 1
    print(node.computed)


def refused():
    slots = Slots()
    slots.a = 1
    try:
        slots.b = 2
    except AttributeError as error:
        print(error)
    frozen = Frozen(1)
    try:
        frozen.y = 2
    except Exception as error:
        print(type(error).__name__, error)
    guarded = Guarded()
    print(guarded.a)
    guarded.a = 1
    print(guarded.a, guarded.b)


class Traced:
    def __init__(self, log, name):
        self.log = log
        self.name = name

    def __del__(self):
        self.log.append(self.name)


class Holder:
    pass


def deaths():
    log = []
    holder = Holder()
    holder.first = Traced(log, "first")
    holder.second = Traced(log, "second")
    holder.first = None
    print(log)
    del holder
    print(log)


trees()
unset()
class_variables()
bases()
mixed()
refused()
deaths()
