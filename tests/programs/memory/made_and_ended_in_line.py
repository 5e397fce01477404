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
