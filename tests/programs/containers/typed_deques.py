# Deques whose items have a type, and those whose items have none.

from collections import deque
import collections

def window(xs, k):
    best = []
    q = deque()
    for i, x in enumerate(xs):
        while q and xs[q[-1]] <= x:
            q.pop()
        q.append(i)
        if q[0] == i - k:
            q.popleft()
        if i >= k - 1:
            best.append(xs[q[0]])
    return best

class Task:
    def __init__(self, n):
        self.n = n
    def __eq__(self, o):
        return self.n == o.n
    def __repr__(self):
        return f"T{self.n}"
    def __del__(self):
        print("del", self.n)

def tasks():
    q = collections.deque([Task(1), Task(2)], maxlen=3)
    q.appendleft(Task(3))
    q.append(Task(4))
    print(q, len(q), Task(2) in q, q.maxlen)
    t = q.popleft()
    print(t.n, q.index(Task(2)), q.count(Task(4)))
    q[0] = Task(9)
    q.rotate(1)
    q.extendleft([Task(5)])
    q.insert(1, Task(6)) if len(q) < 3 else None
    print(list(q), [t.n for t in q], [t.n for t in reversed(q)])
    r = q.copy()
    r.clear()
    print(len(r), bool(r), q == r, r == deque())
    try:
        r.pop()
    except IndexError as e:
        print(e)
    try:
        q[10]
    except IndexError as e:
        print(e)
    try:
        print(q[0:1])
    except TypeError as e:
        print(e)
    for t in q:
        try:
            q.append(t)
        except RuntimeError as e:
            print(e)
        break
    a, b, *c = q
    print(a, b, c)

def floats():
    q = deque([1.5, 2.5], 2)
    q.append(3.5)
    s = 0.0
    for x in q:
        s += x
    q += [4.5]
    print(s, q, q[0] + q[-1], sum(q), max(q), sorted(q, reverse=True))
    m = deque(maxlen=2)
    m.append(1); m.append(2.5); m.append(None)
    print(m, m[0], m[1])
    n = deque("abc")
    n.extend(range(2))
    print(n, n.popleft() + "x", n)
    print(deque([1, 2]) + deque([3]), deque([1]) * 3, deque([1, 2]) < deque([1, 3]))
    f = q.popleft
    print(f(), q)
    def take(d):
        return d.popleft() if d else None
    print(take(deque([5])), take(deque()), take(deque(["s"])))
    match deque([1, 2]):
        case [x, y]:
            print("seq", x, y)
    print(isinstance(q, deque), isinstance(q, list), type(q).__name__, hasattr(q, "rotate"))
    d = {}
    d.setdefault("k", deque()).append(3)
    print(d, deque(iterable=[7], maxlen=1) if False else deque([7], maxlen=1))
    try:
        deque([1], 2, 3)
    except TypeError as e:
        print(e)
    try:
        deque(5)
    except TypeError as e:
        print(e)
    del n[0]
    n.remove("c")
    print(n, n.index(1))
    x = deque([[1], [2]])
    x[0].append(4)
    for l in x: l.append(0)
    print(x)
    class D(deque):
        def pop(self):
            return "own"
    print(D([1]).pop(), [q2.pop() for q2 in (deque([1]), D([1]))])

print(window([1, 3, -1, -3, 5, 3, 6, 7], 3))
tasks()
floats()
g = deque()
def put(x):
    g.append(x)
put(1); put("a"); put(2.0)
print(g, [type(i).__name__ for i in g])
