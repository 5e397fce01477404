# Attributes of instances of classes over classes over built-in values, there and here.
class A(tuple):
    tag = 0
class B(A): pass
class C(B):
    tag = 2
class S(str):
    k = 1
class T(S):
    def __getattr__(self, n): return "dyn " + n
objs = [A((1,)), B((2,)), C((3,)), S("s"), T("t")]
for i, o in enumerate(objs): o.tag = i; o.k = i * 10
exec('''
for o in objs: print(type(o).__name__, o.tag, o.k, getattr(o, "zz", "none"), len(o))
class D(C): pass
class E(T): pass
d = D((4,)); e = E("e"); d.tag = 9
print(d.tag, d, e.zz, e.k, e.upper())
''', {"objs": objs, "C": C, "T": T})
