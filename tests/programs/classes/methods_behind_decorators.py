# What a decorator makes of a method hands it the instance: other methods are called from there with anything.
import functools


class Grammar:
    def __init__(self):
        self.rules = {"A": [("x",), ()]}

    @functools.cached_property
    def first(self):
        found = {"x": {"x"}} | {name: set() for name in self.rules}
        for name, sides in self.rules.items():
            for side in sides:
                found[name] |= self.first_of(side, found)
        return found

    def first_of(self, side, found=None):
        found = found or self.first
        out = set()
        for symbol in side:
            out |= found[symbol]
        return out


class Depth:
    @functools.lru_cache
    def of(self, n):
        return self.next(n, {"n": n})

    def next(self, n, how=None):
        return self.of(n - 1) + 1 if n and how else 0


grammar = Grammar()
print(grammar.first, grammar.first_of(("x",)))
print(Depth().of(5), Depth().next(0))
