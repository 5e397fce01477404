# Walks through linked objects, some of which change what they walk through.
class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right

    def total(self):
        t = self.key
        if self.left is not None:
            t += self.left.total()
        if self.right is not None:
            t += self.right.total()
        return t

    def cut(self):
        """Cuts the tree above itself while it walks."""
        n = 1
        if self.left is not None:
            n += self.left.cut()
        self.left = None
        if self.right is not None:
            n += self.right.cut()
        self.right = None
        return n

    def rotate(self):
        left = self.left
        if left is None:
            return self
        self.left = left.right
        left.right = self
        return left.rotate()

    def unsafe(self):
        return self.left.unsafe() + 1

    def two(self, n):
        return self.left.two(say(n)) + self.right.two(n)


class Leaf:
    def __init__(self, key):
        self.key = key

    def total(self):
        return -self.key


class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def total(self):
        return self.a.total() + self.b.total()


def say(n):
    print('said', n)
    return n


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle), build(middle + 1, high))


def inserted(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        return Node(node.key, inserted(node.left, key), node.right)
    return Node(node.key, node.left, inserted(node.right, key))


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    else:
        node.right = insert(node.right, key)
    return node


def removed(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = removed(node.left, key)
    elif key > node.key:
        node.right = removed(node.right, key)
    elif node.left is None:
        return node.right
    elif node.right is None:
        return node.left
    else:
        smallest = node.right
        while smallest.left is not None:
            smallest = smallest.left
        node.key = smallest.key
        node.right = removed(node.right, smallest.key)
    return node


def keys(node, out):
    if node is not None:
        keys(node.left, out)
        out.append(node.key)
        keys(node.right, out)
    return out


def mirrored(node):
    if node is None:
        return None
    node.left, node.right = mirrored(node.right), mirrored(node.left)
    return node


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


root = build(0, 31)
print(root.total(), depth(root), keys(root, []))
root = inserted(root, 7)
print(keys(root, []), depth(root))
for key in [100, 50, 200, 7, 3]:
    root = insert(root, key)
print(keys(root, []))
for key in [15, 0, 200, 7, 1000, 16]:
    root = removed(root, key)
print(keys(mirrored(root), []))
print(keys(root.rotate(), [])[:3])
print(build(0, 20).cut())
print(Pair(Pair(Leaf(1), Node(2)), Pair(Leaf(3), build(0, 4))).total())


def swallow(node, parent, holder):
    """Drops what the caller is looking at."""
    if node is None:
        return 0
    holder[0] = None
    if parent is not None:
        parent.left = None
        parent.right = Node(99)
    return node.key + swallow(node.left, node, holder)


holder = [build(0, 9)]
print(swallow(holder[0], None, holder))

kept = None


def globally(node):
    global kept
    kept = node
    n = node.key
    if node.right is not None:
        n += globally(node.right)
    kept = Node(n)
    return n + kept.key


print(globally(build(0, 10)), kept.key)
for wrong in [lambda: Node(1).unsafe(), lambda: Node(1, Node(2)).unsafe(), lambda: Node(1).two(5)]:
    try:
        wrong()
    except AttributeError as error:
        print(error, error.name, error.obj)


class Cell:
    def __init__(self, next):
        self.next = next
        self.seen = 0

    def walk(self, n):
        self.seen += 1
        if n == 0:
            return self.seen
        before = self.seen
        after = self.next.walk(n - 1)
        return before * 1000 + self.seen + after


a = Cell(None)
b = Cell(a)
a.next = b
print(a.walk(9), a.seen, b.seen)


class Counter:
    def __init__(self):
        self.n = 0.5
        self.items = []

    def step(self, k):
        if k == 0:
            return self.n
        before = self.n
        got = self.step(k - 1)
        self.n += 1.0
        self.items.append(k)
        return got + before + self.n + len(self.items)


print(Counter().step(6))


def maybe(n):
    return Node(n) if n % 2 else None


for n in range(2):
    try:
        print(maybe(n).total(), maybe(n).key)
    except AttributeError as error:
        print(error)
    try:
        print(maybe(n).left.key)
    except AttributeError as error:
        print(error)
print(maybe(2).__class__, maybe(2).__str__(), maybe(2).__eq__(3))
