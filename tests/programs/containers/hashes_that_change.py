class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
o = H(0)
s = {o}
o.h = 8
print(o in s)
s.add(o)
print(len(s))
o.h = 16
s.discard(o)
print(len(s))
fs = frozenset([o])
o.h = 0
print(o in fs)
