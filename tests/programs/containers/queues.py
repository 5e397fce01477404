# collections.deque and collections.defaultdict need no CPython.
import collections
from collections import defaultdict, deque


def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def bfs(graph, start):
    seen = {start}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for neighbour in graph[node]:
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    return order


print(bfs({1: [2, 3], 2: [4], 3: [4], 4: []}, 1))
d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
print(d, d.maxlen, len(d), d[0], d[-1], list(d), 2 in d, 9 in d)
d.rotate(1)
print(d)
d.rotate(-2)
print(d, d.count(2), d.index(2), list(reversed(d)))
d.extend([7, 8])
d.extendleft("ab")
print(d, d.copy() == d, d.copy() is d)
e = deque()
for action in (e.pop, e.popleft, lambda: e[0], lambda: e.remove(1), lambda: deque(maxlen=-1), lambda: deque(1),
               lambda: deque([1]) + [2], lambda: deque([1])["a"], lambda: deque([1], 1).insert(0, 2), lambda: deque([1, 2]).index(5),
               lambda: deque([1]) + deque([2]), lambda: deque([1, 2]) * 2, lambda: deque([1]) == deque([1]), lambda: deque([1]) < deque([2]),
               lambda: deque([1]) == [1], lambda: deque([[]]), lambda: bool(deque()), lambda: collections.deque("abc", 2)):
    show(action)
e.extend(range(5))
e.insert(2, "x")
e.insert(-1, "y")
del e[0]
e[0] = "first"
e.remove(3)
e.reverse()
print(e)
e += [1, 2]
e *= 2
print(e)
e.clear()
e.append(e)
print(e)
e.clear()
walk = deque([1, 2, 3])
try:
    for item in walk:
        walk.append(item)
except RuntimeError as error:
    print(error)


class Window(deque):
    def total(self):
        return sum(self)


w = Window([1, 2, 3], 2)
print(w, w.total(), type(w.copy()).__name__)

counts = defaultdict(int)
for letter in "mississippi":
    counts[letter] += 1
print(counts, dict(counts), counts["z"], len(counts), counts.get("q"), "q" in counts)
groups = defaultdict(list)
for word in ["apple", "avocado", "bean", "cherry", "beet"]:
    groups[word[0]].append(word)
print(groups, sorted(groups.items()))
nested = defaultdict(lambda: defaultdict(set))
nested["a"]["b"].add(1)
nested["a"]["c"].add(2)
print({k: dict(v) for k, v in nested.items()})
plain = defaultdict(None, {1: 2}, x=3)
show(lambda: plain["missing"])
show(lambda: defaultdict(5))
print(plain, defaultdict(), plain.default_factory, counts.default_factory, counts.copy() == counts)
plain.default_factory = str
print(repr(plain["new"]), plain, type(plain | {5: 6}).__name__, {0: 0} | defaultdict(int, {1: 1}), plain == dict(plain))
print(isinstance(counts, dict), sorted(counts, key=counts.get, reverse=True)[0], {**counts}["s"], type(counts).__name__)


class Tree(defaultdict):
    def __missing__(self, key):
        value = self[key] = Tree()
        return value


tree = Tree()
tree["a"]["b"]["c"] = 1
print(list(tree), list(tree["a"]["b"]))
