# A tuple that several containers keep is one object in all of them.
from collections import defaultdict


def two(a, b):
    k = (a, b)
    d1 = {}
    d2 = {}
    d1[k] = 1
    d2[k] = 2
    return list(d1)[0] is list(d2)[0]


def both(a, b):
    k = (a, b)
    s = set()
    d = {}
    s.add(k)
    d[k] = 1
    return [x for x in s][0] is [x for x in d][0]


def in_a_loop(a, b):
    k = (a, b)
    sets = [set(), set(), set()]
    for s in sets:
        s.add(k)
    return len({id(x) for s in sets for x in s})


def made_in_a_loop(n):
    seen = set()
    order = {}
    for i in range(n):
        k = (i % 3, i % 2)
        if k not in seen:
            seen.add(k)
            order[k] = i
    kept = {id(k) for k in seen}
    return len(order), all(id(k) in kept for k in order)


def default(a, b):
    first = defaultdict(int)
    second = {}
    k = (a, b)
    first[k] += 1
    second[k] = 2
    return list(first)[0] is list(second)[0], first[a, b]


def counted(n):
    counts = defaultdict(int)
    for i in range(n):
        counts[i % 3, i % 2] += 1
    return dict(counts)


def after_a_failure(a, b):
    k = (a, b)
    d = {}
    d[k] = 1
    try:
        d[a][b]
    except KeyError:
        return k is list(d)[0]


print(two(1, 2), two("a", 3))
print(both("x", 3), both(1, 2))
print(in_a_loop(1, 2))
print(made_in_a_loop(20))
print(default(1, 2), counted(10))
print(after_a_failure(1, 2))
