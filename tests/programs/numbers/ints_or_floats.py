# Numbers that are ints or floats, computed with in loops: which they are shows.
import heapq
import math


class Vec:
    def __init__(self, x=0, y=0, z=0):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def abs(self):
        return Vec(abs(self.x), abs(self.y), abs(self.z))

    def square(self):
        return Vec(self.x ** 2, self.y ** 2, self.z ** 2)

    def clamp(self, lo, hi):
        return Vec(max(lo, min(hi, self.x)), max(lo, min(hi, self.y)), min(hi, max(lo, self.z)))

    def over(self, k):
        return Vec(self.x / k, self.y / k, self.z / k)

    def __repr__(self):
        return f"({self.x}, {self.y}, {self.z})"


def vectors():
    big = 2**53
    some = [
        Vec(0, 0, 5), Vec(0.5, -0.0, 3), Vec(-1, 2.5, 0), Vec(0.0, 1, -0.0), Vec(),
        Vec(big, -big, 1), Vec(big + 1, 1.0, -1), Vec(float(big), 3, big - 1),
        Vec(2**62, 2**61, 1.5), Vec(2**64, 2**70, -2**65), Vec(1e300, -1e300, 3),
        Vec(math.inf, -math.inf, math.nan), Vec(1e-310, 2**52, 7),
    ]
    for a in some:
        print(a, -a, a.abs(), a.dot(a), a.over(2), a.clamp(0, 1), a.clamp(-0.5, 10**20))
        for b in some:
            print(a + b, a - b, a.dot(b), a * b.x, a.x < b.x, a.y == b.y, a.z >= b.z, a.x != b.y)
    for a in some[:10]:
        print(a.square(), [type(c).__name__ for c in (a.x, a.y, a.z)])
    for a in some[10:]:
        try:
            print(a.square())
        except OverflowError as e:
            print(e)


def kept(n):
    acc = [0] * n
    for i in range(0, n, 2):
        acc[i] += 0.5 * i
    print(acc, sum(acc), acc.count(0), 0 in acc)
    grid = [[0] * 3 for _ in range(3)]
    for i in range(3):
        for j in range(i):
            grid[i][j] -= i / 4
    print(grid, [[isinstance(x, int) for x in row] for row in grid])
    for i in range(3):
        for j in range(3):
            grid[i][j] *= -1
    print(grid)
    for i in range(3):
        for j in range(3):
            grid[i][j] *= -1.0
    print(grid)


def grows(start, factor, turns):
    # Leaves what doubles have, as ints or as floats.
    values = [start, 0.5, 1]
    seen = []
    for i in range(turns):
        values[0] = values[0] * factor + values[2]
        values[1] = values[1] * 2 + values[2]
        if i % 20 == 19:
            seen.append(values[0])
    print(seen, values)


def sums(values):
    total = values[0]
    least = most = values[0]
    for v in values:
        total += v
        least = min(least, v)
        most = max(most, v)
    return total, least, most, total / len(values)


def best(values, floor=0):
    found = None
    for v in values:
        if v > floor and (found is None or v < found):
            found = v
    return found


def first(values):
    # The first of equals.
    a, b = values[0], values[1]
    out = []
    for i in range(3):
        out.append((max(a, b), max(b, a), min(a, b), min(b, a)))
    return out


def zero(values):
    out = []
    for a in values:
        for b in values:
            try:
                out.append(a / b)
            except ZeroDivisionError as e:
                out.append(str(e))
    return out


def too_large(values):
    out = []
    for a in values:
        for b in values:
            try:
                out.append(a * b + a - b)
            except OverflowError as e:
                out.append(str(e))
    return out


def whole(values):
    out = []
    for v in values:
        w = v * 3 + 1
        out.append((w // 2, w % 7, round(w), int(w), hash(w), {w: 1}, f"{w}", f"{w:.2f}", w.is_integer() if isinstance(w, float) else w.bit_length()))
    return out


def flags(values):
    out = []
    for v in values:
        out.append((v + v, v * 2, -v, abs(v), max(v, 0.5), v ** 2, v / 2))
    return out


def relu(x):
    return max(0, x)


def step(x):
    if x < 0:
        return 0
    return x * 0.5


def integrate(f, y, n):
    t = 0
    for i in range(n):
        y = y + f(t, y) * 0.25
        t += 1
    return y, t


class Account:
    def __init__(self, balance, limit=None):
        self.balance = balance
        self.limit = limit

    def month(self, rate):
        gain = self.balance * rate
        if self.limit is not None and gain > self.limit:
            gain = self.limit
        self.balance += gain
        return gain

    def room(self):
        try:
            return self.limit - self.balance
        except TypeError as e:
            return str(e)

    def above(self, x):
        try:
            return self.limit < x, -self.limit
        except TypeError as e:
            return str(e)


def accounts():
    all = [Account(100), Account(100, 3), Account(50.5, 2.5), Account(7, 2**60), Account(0, -0.0)]
    for rate in (0.5, 1, 2):
        total = 0
        for a in all:
            total += a.month(rate)
        print(total, [a.balance for a in all], [a.room() for a in all], [a.above(rate) for a in all])


def heaps(items):
    heap = []
    for item in items:
        heapq.heappush(heap, item)
    print([heapq.heappop(heap) for _ in items], sorted(items), sorted(items, reverse=True))


def paths(edges, start):
    dist = {v: float("inf") for v in edges}
    dist[start] = 0
    heap = [(0, start)]
    while heap:
        d, v = heapq.heappop(heap)
        if d > dist[v]:
            continue
        for w, length in edges[v]:
            if d + length < dist[w]:
                dist[w] = d + length
                heapq.heappush(heap, (dist[w], w))
    return dist


vectors()
accounts()
heaps([1, 0.5, 2**53 + 1, float(2**53), 2**53, -1, -0.0, 0, 2**62, 1e19, 2**64])
heaps([(1, "b"), (1.0, "a"), (0.5, "c"), (True, "0"), (2**53 + 1, "x"), (2.0**53, "y")])
heaps([3, 1.0, 1, True, 0, False, 0.0])
print(paths({"a": [("b", 1), ("c", 4.5)], "b": [("c", 2), ("d", 0.25)], "c": [("d", 1)], "d": [], "e": [("a", 1)]}, "a"))
print(float("inf"), float("-inf"), float("+Infinity"), float("-INFINITY"), float("inf") is None, -float("inf") < 0)
kept(7)
grows(1, 3, 100)
grows(1.0, 3, 100)
grows(-1, -7, 60)
grows(0, -1, 5)
grows(2**53 - 2, 1, 25)
print(sums([1, 2.5, 3]), sums([1.5, 2**53, 1]), sums([2**53, 1, 1, 0.5]), sums([-0.0, 0, 0.0]))
print(best([3, 1.5, -2, 0]), best([-1, -0.5]), best([2, 2.0]), best([2.0, 2]))
print(first([1, 1.0]), first([1.0, 1]), first([0, -0.0]), first([-0.0, 0]), first([math.nan, 1]), first([1, math.nan]))
print(zero([0, 0.0, 2, -3.0, -0.0]))
print(too_large([10**400, 0.5, 3]))
print(too_large([2**600, 1e10, 3, 2**1023, 1e308]))
print(whole([1, 2.5, 2**60, -7, 1e18, -0.5]))
print(flags([True, 2.5, 3, False]))
print([relu(x) for x in (1, -1.5, 2.5, -3, 0, -0.0)], [step(x) for x in (1, -1.5, 2.5, -3, 0, -0.0)])
print(integrate(lambda t, y: y - t, 1, 6), integrate(lambda t, y: 0 if t < 2 else 1.5, 0, 4), integrate(lambda t, y: 4, 0, 3))
