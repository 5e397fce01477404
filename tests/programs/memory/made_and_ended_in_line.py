"""Tuples, lists and instances that are made, die and are used again in line: what they hold lives on or ends with them, in order."""
import heapq
class P:
    def __init__(self, x, y): self.x = x; self.y = y
    def __repr__(self): return f"P({self.x},{self.y})"
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def two(i):
    return i, i + 1
def best(xs):
    b = None; f = None
    for x in xs:
        if b is None or x < b:
            b = x; f = P(x, 2.5)
    return b, f
def main():
    t = 0
    for i in range(100000):
        a, b = two(i)
        t += a * b % 7
    print(t)
    print(best([3.5, 1.5, 2.0]), best([]))
    keep = []
    for i in range(10):
        q = (i, "s" * i, P(i, i), [i])
        keep.append(q)
        r = (q, q)
        keep[-1] = r if i % 2 else q
    print(keep[3], keep[4], len(keep))
    d = (D(1), D(2))
    d = None
    e = (D(3), 5, "x")
    f = (e, e)
    del e
    print("still")
    f = None
    x = D(4)
    g = (x, x, x)
    del x
    print("g")
    del g
    big = 2 ** 70
    for i in range(5):
        h = (big + i, big, -big, big * i)
        print(h[0] - h[1], h)
    heap = []
    for i in range(1000):
        heapq.heappush(heap, ((i * 7919) % 1009, i, str(i)))
    s = 0
    while heap:
        k, i, n = heapq.heappop(heap)
        s = (s * 31 + k * i + len(n)) % 1000003
    print(s)
    e5 = (1, 2, 3, 4, 5)
    l = [(i, (i, (i,))) for i in range(5)]
    print(l, e5)
    one = [tuple([j]) for j in range(3)]
    print(one)
main()
def swap(a, b):
    return b, a
class Holder:
    def __init__(self, a, b, c): self.a = a; self.b = b; self.c = c
def churn(n):
    s = 0.0
    for i in range(n):
        h = Holder(P(i, i + 1), P(i, 2), P(1, i))
        s += h.a.x + h.b.y + h.c.y
        h = Holder((i, i), [i], P(i, i))
        s += h.a[0]
        h = Holder([1.5, i], [True, False], [i, i + 1])
        s += h.a[0] + h.c[1]
    return s
print(churn(2000), swap("a", [1]))
def row(n):
    out = []
    for i in range(n):
        cur = [i + 1, 7]
        for j in range(n):
            cur.append(cur[-1] * 3 % 11)
        nothing = []
        for j in range(n):
            nothing.append(j)
        fl = []
        for j in range(n):
            fl.append(j * 0.5)
        mixed = [1]
        for j in range(n):
            mixed.append("x")
        out.append((cur, nothing[-2:], fl[-2:], mixed[:3]))
    return out
print(row(3), row(12)[-1], row(0), row(1))
import weakref
class W: pass
w = W()
r = weakref.ref(w)
h = Holder(w, P(1, 2), P(3, 4))
del w
print(r() is not None)
del h
print(r())


# Items that are popped, of lists of every kind, and what a __len__ says.
class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)

    def pop(self):
        return self.items.pop()

    def __len__(self):
        return len(self.items)


class Odd:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Mine(list):
    def pop(self, at=-1):
        return ("mine", super().pop(at))


class Gone:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("gone", self.n)


def popped(items, n):
    out = []
    for _ in range(n):
        try:
            out.append(items.pop())
        except IndexError as error:
            out.append(str(error))
    return out, items


def pops():
    stack = Stack()
    for i in range(1000):
        stack.push(i)
        stack.push(i * 2)
        if len(stack) > 50:
            while len(stack) > 1:
                stack.push((stack.pop() * 31 + stack.pop()) % 10007)
    print(len(stack), stack.pop())
    for x in 1.5, "a", None, True, 2**80, (1, 2), [3]:
        stack.push(x)
    print([stack.pop() for _ in range(len(stack))])
    print(popped([1, 2, 3], 5), popped([0.5, 1.5], 3), popped([True, False], 3))
    print(popped(["a", 2**70], 1), popped([0.5, "x"], 2), popped([], 1))
    floats = [i / 4 for i in range(6)]
    total = 0.0
    while floats:
        total += floats.pop()
    floats.append(2.5)
    floats.append("end")
    print(total, floats, floats.pop(), floats.pop(0), floats)
    print(Mine([1, 2]).pop(), popped(Mine([7]), 2))
    numbers = list(range(5))
    for x in numbers:
        numbers.pop()
        print(x, numbers)
    objects = [Gone(1), Gone(2)]
    objects.pop()
    print("one left")
    last = objects.pop()
    print(len(objects), last.n)
    for n in 3, 0, True, -1, 2**70, "x":
        try:
            print(len(Odd(n)))
        except (ValueError, OverflowError, TypeError) as error:
            print(type(error).__name__, error)


pops()
