"""Classes that code gets hold of by way of a name for `object`, or of a method given later."""
class Lone:
    def __init__(self, n=1): self.n = n
    def go(self, x): return x * self.n
print(Lone(3).go(5))
o = object
c = [c for c in o.__subclasses__() if c.__name__ == 'Lone'][0]
print(c().go('a'), c('b').n, c(2).go([1]))

class D: pass
class U:
    x = D()
    def go(self, a): return a * 2
print(U().go(4))
kept = []
def f(self, owner, name): kept.append(owner)
D.__set_name__ = f
class V:
    x = D()
    def go(self, a): return a * 2
print(V().go(4))
print(kept[0]().go('a'))
