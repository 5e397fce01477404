"""Copies and pickles of the iterators of itertools go on where these stand."""
import copy, pickle, operator
from itertools import *
def steps(make, k=2, n=40):
    it = make()
    for _ in range(k):
        next(it, None)
    for c in (copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))):
        o = make()
        for _ in range(k):
            next(o, None)
        try:
            d = c(o)
            print(list(islice(d, n)), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()
def even(x): return x % 2 == 0
def grp(x): return x // 2
for k in (0, 1, 2, 3, 7):
    steps(lambda: count(5), k, 5)
    steps(lambda: count(5, 3), k, 5)
    steps(lambda: count(1.5), k, 3)
    steps(lambda: repeat("a", 4), k)
    steps(lambda: repeat("a"), k, 3)
    steps(lambda: cycle("abc"), k, 8)
    steps(lambda: takewhile(even, [2, 4, 6, 7, 8]), k)
    steps(lambda: dropwhile(even, [2, 4, 6, 7, 8]), k)
    steps(lambda: filterfalse(even, range(9)), k)
    steps(lambda: filterfalse(None, [0, 1, 0, "", 5]), k)
    steps(lambda: starmap(operator.add, [(1, 2), (3, 4), (5, 6)]), k)
    steps(lambda: compress("abcdef", [1, 0, 1, 1, 0, 1]), k)
    steps(lambda: islice(range(20), 2, 15, 3), k)
    steps(lambda: islice(range(20), 2, None), k, 5)
    steps(lambda: chain([1, 2], "ab", (5,)), k)
    steps(lambda: chain.from_iterable([[1, 2], [3]]), k)
    steps(lambda: zip_longest([1, 2, 3], "ab", fillvalue="-"), k)
    steps(lambda: accumulate([1, 2, 3, 4]), k)
    steps(lambda: accumulate([1, 2, 3, 4], operator.mul, initial=10), k)
    steps(lambda: accumulate([None, None, None], operator.is_), k)
    steps(lambda: product("ab", [1, 2]), k)
    steps(lambda: product([1, 2], repeat=2), k)
    steps(lambda: combinations("abcd", 2), k)
    steps(lambda: combinations_with_replacement("abc", 2), k)
    steps(lambda: permutations("abc", 2), k)
    steps(lambda: permutations("abc"), k)
for k in (0, 1, 2):
    for c in (copy.copy, copy.deepcopy):
        g = groupby([1, 2, 3, 4, 5, 6], grp)
        for _ in range(k):
            next(g)
        d = c(g)
        print([(a, list(b)) for a, b in d])
print(operator.length_hint(repeat(None, 50)), list(repeat(1, 2)))
c = cycle("")
c.__setstate__((list("abc"), 0))
print([next(c) for _ in range(4)])
for bad in ((), (1, 2, 3), [1]):
    try:
        chain().__setstate__(bad)
    except TypeError as e:
        print("TypeError")
p = product("abc", range(3))
p.__setstate__((0, 1000))
print(list(p))
try:
    combinations("abc", 2).__setstate__((1, 2, 3))
except ValueError as e:
    print(e)
z = zip_longest([1], [2, 3])
z.__setstate__("f")
print(list(z))
a = accumulate([1, 2, 3])
a.__setstate__(100)
print(list(a))
for n, oper in enumerate([copy.copy, copy.deepcopy] + [lambda s, p=p: pickle.loads(pickle.dumps(s, p)) for p in range(2, 6)]):
    it = chain('abc', 'def')
    print(n, list(oper(it)), next(it, "end"), list(oper(it)), list(oper(chain(''))), list(oper(takewhile(bool, it))))
    it = accumulate([None, None, None], operator.is_)
    next(it)
    it2 = oper(it)
    print(list(it2), type(it2).__name__)
    it = islice([1,2,3,4], 1, None); next(it)
    print(list(oper(it)), list(it))
print(operator.length_hint(repeat(None), 12), operator.length_hint(repeat(1, 3)), operator.length_hint(iter([1, 2, 3])), operator.length_hint(5, 7))


# What stands before the start is skipped also where the end is nearer.
for bounds in (4, 1), (4, 4), (4, 5, 10), (2, 7, 3), (0, 0), (3, 2, 2):
    rest = iter(range(10))
    print(bounds, list(islice(rest, *bounds)), list(rest))
