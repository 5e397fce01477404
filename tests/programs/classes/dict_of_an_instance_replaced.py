class A:
    def __init__(self): self.x = 1
    def up(self): self.__dict__ = {'x': 9}
a = A(); b = a.x; a.up(); print(b, a.x)
class C:
    def __init__(self, **kw): self.__dict__ = kw
a = C(x=1, y=2); a.x += 5; print(a.x, a.y, vars(a))
class AD(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.__dict__ = self
a = AD(x=1); a.y = 2; a['z'] = 3; print(a, a.x, a.z)
class Borg:
    _s = {}
    def __init__(self): self.__dict__ = self._s
a = Borg(); b = Borg(); a.x = 5; print(b.x)
class E:
    def __init__(self): self.a = 1
c = E(); d = E(); d.b = 7
c.__dict__ = d.__dict__; d.a = 9; print(c.a, c.b)
try: c.__dict__ = 5
except TypeError as e: print(e)
del c.__dict__; print(vars(c), d.a)
class F: pass
f = F(); setattr(f, '__dict__', {'q': 1}); print(f.q)
