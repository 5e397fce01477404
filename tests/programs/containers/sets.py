# Sets print in CPython's order.
small = {3, 1, 2}
print(small, {10, 8, 16, 0, 24}, {5, 4, 3, 2, 1, 0, -1, -2})
print(set(range(20, 0, -1)), {1.5, 2, 3.25, 100})
numbers = set()
seed = 7
for step in range(300):
    seed = (seed * 1103515245 + 12345) % 2147483648
    value = seed % 97 * (1 + seed % 3)
    if seed % 5 < 3:
        numbers.add(value)
    else:
        numbers.discard(value)
print(numbers)
evens = {n for n in range(0, 60, 2)}
threes = {n for n in range(0, 60, 3)}
print(evens | threes)
print(evens & threes, evens - threes, evens ^ threes)
print(evens.union([1, 3, 5], (7,)), evens.intersection(range(10), [2, 4]))
print(threes.difference(evens, [9]), threes.symmetric_difference([0, 1]))
evens -= {0, 2, 4}
evens |= {1001, 33}
evens &= set(range(40))
evens ^= {7, 8}
print(evens)
print(evens.pop(), evens.pop(), evens)
print({1, 2} < {1, 2, 3}, {1, 2} <= {1, 2}, {1} > {2}, {1, 2}.issuperset([1]), {1}.isdisjoint([2]))
print({1, 2} == frozenset([2, 1]), frozenset([1]) | {2}, {1} | frozenset([2]))
print(frozenset([frozenset([1]), 2]) == frozenset([2, frozenset([1])]), {frozenset([1])} == {frozenset([1])})
print({1} in {frozenset([1])}, set(), frozenset())
for action in (lambda: {1} | [2], lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} < 5,
               lambda: set(5), lambda: {1, 2}.add([1])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
grown = {1, 2, 3}
try:
    for item in grown:
        grown.add(item + 100)
except RuntimeError as error:
    print(error)
counts = {}
try:
    for word in ["a", "b", "a"]:
        counts[word] = counts.get(word, 0) + 1
    for word in counts:
        del counts[word]
except RuntimeError as error:
    print(error)
words = "the quick brown fox jumps over the lazy dog the end".split()
print(len(set(words)), sorted(set(words)))
a, b = {"x": 1, "y": 2}, {"y": 2, "z": 3}
print(sorted(a.keys() & b.keys()), sorted(a.items() & b.items()), sorted(a.keys() | b), sorted(a.keys() - b), sorted(a.keys() ^ b))
print(a.keys() == {"x", "y"}, a.items() <= b.items(), a.keys().isdisjoint(["q"]))
