class M:
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def keys(self): return self.d.keys()
class N:
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k] + 1
    def __iter__(self): return iter(self.d)
    def keys(self): return self.d.keys()
class O(M):
    def __getitem__(self, k): return self.d[k] * 100
class P(M):
    pass
class Q(P):
    pass
d = {}
d.update(M({"a": 1}))
print(d, {**N({"b": 2}), "c": 3})
def f(**k): return sorted(k.items())
print(f(**O({"z": 1})))
print(dict(P({(1, 2): 3, (3, 4): 4})))
e = dict(Q({(1, 2): 3}))
for k, v in e.items(): print(k[0] + k[1], v)
class R(M):
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return [k]
r = R({})
print(dict(r), {**r, **r}, dict(r, z=1))
g = dict(r)
for k in g: print(k + "!", g[k] + [1])
class S:
    def __iter__(self): return iter([(1, 2), (3, 4)])
print(dict(S()))
