class L(list):
    def __iter__(self): return iter([9])
l = L([1, 2]); l.extend(l); print(list.__repr__(l)); l += l; print(list.__repr__(l))
class L2(list): pass
l = L2([1, 2]); l.extend(l); l += l; print(l)
class It:
    def __iter__(self):
        print("iter"); return iter([7, 8])
x = [1, 2, 3]
x[0:1] = It(); print(x)
x[::2] = It(); print(x)
class Ix:
    n = 0
    def __iter__(self):
        self.n += 1
        return iter(range(self.n))
i = Ix(); x[:] = i; print(x, i.n)
