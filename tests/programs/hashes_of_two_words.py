# What `__hash__` gives is the hash when it fits in 64 bits: equal keys are found by objects that borrow the hash of a str.
class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return self.value == (other.value if isinstance(other, Key) else other)


class Number:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n


words = ["ab", "abc", "hello", "x" * 20, "", "é", (1, 2), (2, "b"), 2**61 - 1, 2**62, 2**63, -(2**63), -1, 1.5, float("inf"), True]
for word in words:
    print(hash(Key(word)) == hash(word), {Key(word): 1}.get(word), {word: 2}.get(Key(word)), Key(word) in {word}, Key(word).__hash__() == hash(word))
for n in (2**61 - 1, 2**61, 2**62, 2**63 - 1, -(2**63), 2**63, 2**64 + 5, -1, True):
    print(hash(Number(n)), hash((Number(n),)) == hash((Number(n),)), hash(n))


class Derived(int):
    pass


for n in (0, 1, -1, -2, 2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 2**100, -(2**61 - 1), 10**30):
    print(hash(n), hash(Derived(n)), {n: 1}[Derived(n)])
