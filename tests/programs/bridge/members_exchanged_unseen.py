# Members of derived classes that are exchanged unseen.
class A:
    def __init__(self, x=1): self.x = x
    def m(self): return "A.m"
    def call(self): return self.m()
    def __repr__(self): return "A()"
    def __eq__(self, o): return isinstance(o, A) and self.x == o.x
def deco(c):
    ns = {"c": c}
    exec("".join(["setattr(c, chr(109), lambda self: 'new'); setattr(c, '__repr__', lambda self: 'new()')"]), ns)
    return c
@deco
class B(A):
    pass
def use(o):
    if isinstance(o, A):
        return o.m(), o.call(), repr(o), o.x
    return None
def direct(a): return a.m()
print(use(A()), use(B(3)), direct(A()), direct(B()), [o.m() for o in (A(), B())], A(1) == B(1))
objs = [A(5), B(6)]
for o in objs: print(o.m(), o.call(), o)
class C(A):
    def m(self): return "C.m"
def mk(n): return B(n) if n % 2 else C(n)
for i in range(3): print(mk(i).m(), mk(i).call(), mk(i).x)
try:
    exec("".join(["setattr(A, chr(109), lambda self: 'bad')"]), {"A": A})
    print(A().m())
except TypeError as e: print("TypeError", e)
