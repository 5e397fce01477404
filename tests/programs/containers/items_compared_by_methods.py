# Methods of containers hand their items, not themselves, to comparisons that change what they get.
class Spy:
    seen = []
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        Spy.seen.append(other)
        try: other.append(99)
        except AttributeError: pass
        return False
    def __hash__(self): return 1
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n
xs = [[1], [2]]
print(xs.count(Spy(1)), xs)
try: xs.index(Spy(2))
except ValueError as e: print("no", xs)
d = {Key(1): [1], Key(2): [2]}
print(d.get(Spy(3)), d.pop(Spy(4), [5]), len(d), [k.n for k in d])
t = ([3], [4])
print(t.count(Spy(5)), t)
s = {Key(5)}
s.discard(Spy(6)); print(len(s), len(Spy.seen))
print([1, 2].__eq__(Spy(7)), {}.__eq__(Spy(8)))
for x in Spy.seen: print(type(x).__name__)
ys = [Spy(1), Spy(2)]
print(ys.count([7]), ys.count(d), len(d))
print(len(Spy.seen))
