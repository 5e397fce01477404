# heapq, bisect and gc need no CPython.
import bisect
import gc
import heapq
from heapq import heappop, heappush


def shortest(graph, start):
    distances = {start: 0}
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distance > distances[node]:
            continue
        for neighbour, weight in graph[node]:
            candidate = distance + weight
            if neighbour not in distances or candidate < distances[neighbour]:
                distances[neighbour] = candidate
                heappush(heap, (candidate, neighbour))
    return distances


print(shortest({"a": [("b", 7), ("c", 3)], "b": [("d", 2)], "c": [("b", 1), ("d", 8)], "d": []}, "a"))
numbers = [5, 3, 8, 1, 9, 2, 7]
heapq.heapify(numbers)
print(numbers, heapq.heapreplace(numbers, 4), heapq.heappushpop(numbers, 0), numbers)
print([heapq.heappop(numbers) for _ in range(len(numbers))])
print(heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, ["ccc", "a", "bb"], key=len))
big = [(i * 7919) % 10007 for i in range(5000)]
heapq.heapify(big)
print(big[:12], sum(big))
try:
    heapq.heappop([])
except IndexError as error:
    print(error)


class Job:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return self.priority < other.priority


jobs = []
for i, name in enumerate("walrus"):
    heapq.heappush(jobs, Job(i * 3 % 4, name))
print([heapq.heappop(jobs).name for _ in range(len(jobs))])
words = ["ant", "bee", "cow", "cow", "dog"]
print(bisect.bisect(words, "cow"), bisect.bisect_left(words, "cow"), bisect.bisect_right(words, "zoo"), bisect.bisect(words, "a", 1, 3))
bisect.insort(words, "cat")
bisect.insort_left(words, "eel", key=lambda w: w)
print(words, bisect.bisect_left([3, 2, 1], -2, key=lambda v: -v))
try:
    bisect.bisect(words, "x", -1)
except ValueError as error:
    print(error)


class Held:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("del", self.name)


def leave():
    Held("cycle")


gc.collect()
leave()
print("left")
print(gc.collect() > 0, gc.isenabled())
revived = []


class Phoenix:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("burns")
        revived.append(self)


def rise():
    Phoenix()


rise()
gc.collect()
print(len(revived), revived[0].me is revived[0])
revived.clear()
gc.collect()
print("gone")
