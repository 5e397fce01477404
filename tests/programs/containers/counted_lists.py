"""What a Counter counts keeps its type."""
from collections import Counter


class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text

    def __hash__(self):
        return hash(self.text)


class Bag(Counter):
    def update(self, iterable=None, /, **names):
        super().update(iterable, **names)
        if isinstance(iterable, list):
            iterable.append("seen")


def count(words):
    seen = Counter(words)
    total = 0
    for word in words:
        total += len(word) * seen[word]
    return total, seen.most_common(2)


floats = [0.5, 1.5, 0.5]
numbers = {"a": 1, "b": 2.5}
words = "the cat and the dog and the bird".split()
print(count(words), Counter(floats)[0.5], floats[0] + floats[1], Counter(numbers).total(), numbers["b"])
things = [Word("a"), Word("b"), Word("a")]
print(sorted(Counter(things).values()), things[0].text, Counter(a=1, b=2), Counter(*[words])["the"], Counter(c for c in "hello")["l"])
mixed = ["x", "y"]
print(sorted(Bag(mixed).items()), mixed)
