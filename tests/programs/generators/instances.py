class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next

class Linked:
    def __init__(self):
        self.head = None
        self.size = 0
    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1
    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next
    def __len__(self):
        return self.size

class Tree:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None
    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif self.right is None:
            self.right = Tree(key)
        else:
            self.right.insert(key)
    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right
    def pairs(self):
        for k in self:
            yield k, -k

class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

class Wrapper:
    def __init__(self, items):
        self.items = items
    def __iter__(self):
        return iter(self.items)

class Other(Linked):
    pass

class Loud(Linked):
    def __iter__(self):
        print("iterating")
        for x in super().__iter__():
            yield x * 10

class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i

class Both:
    def __iter__(self):
        return Countdown(2)

class Bad:
    def __iter__(self):
        return 5

class Sometimes:
    def __init__(self, n): self.n = n
    def __iter__(self):
        if self.n:
            return iter([1, 2])
        return Countdown(3)

def fill(xs, n):
    for i in range(n):
        xs.push(i)
    return xs

def main():
    xs = fill(Linked(), 5)
    total = 0
    for x in xs:
        total += x
    print(total, list(xs), sum(xs), max(xs), 3 in xs, len(xs), [x * x for x in xs], tuple(xs), sorted(xs))
    for a, b in zip(xs, fill(Other(), 5)):
        print(a, b, end=" ")
    print()
    for i, x in enumerate(fill(Loud(), 3)):
        print(i, x)
    t = Tree(50)
    for k in (30, 70, 20, 40, 60, 80):
        t.insert(k)
    print([k for k in t], list(t), sum(k for k in t))
    for k, m in t.pairs():
        print(k, m, end=" ")
    print()
    for x in Countdown(3):
        print(x)
    c = Countdown(4)
    for x in c:
        for y in c:
            print(x, y)
    for x in Wrapper([1.5, 2.5]):
        print(x + 1)
    for x in Wrapper("ab"):
        print(x)
    for x in Old():
        print(x)
    for x in Both():
        print(x)
    try:
        for x in Bad():
            print(x)
    except TypeError as e:
        print(e)
    for x in Sometimes(1): print(x)
    for x in Sometimes(0): print(x)
    a, b, *rest = xs
    print(a, b, rest)
    print(*xs, *Countdown(2))
    it = iter(xs)
    print(next(it), next(it), list(it))
    try:
        for x in Tree:
            pass
    except TypeError as e:
        print(e)
    Linked.__iter__ = lambda self: iter("patched")
    for x in xs:
        print(x, end=" ")
    print()

class Plain:
    def __iter__(self):
        for i in range(2):
            yield i
def plain():
    p = Plain()
    for x in p:
        print("plain", x)
        for y in p:
            print(x, y)
main()
plain()
