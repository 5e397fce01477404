# What methods and operators of one of several classes give keeps its NumPy class.
import numpy as np
z=np.array([1.5,2.5,0.0]); zi=np.array([3,4,0]); zf=np.array([1.5,0.0],dtype=np.float32); zb=np.array([True,False]); zu=np.array([200,100],dtype=np.uint8)
class A:
    def f(s): return 2.5
    def i(s): return 7
    def b(s): return True
    def fi(s): return 2.5
    def n(s): return 1.5
    def g32(s): return 1.5
class B:
    def f(s): return z[1]
    def i(s): return zi[0]
    def b(s): return zb[0]
    def fi(s): return zi[1]
    def n(s): return None
    def g32(s): return zf[0]
class C:
    def f(s): return 3
    def i(s): return zu[0]
    def b(s): return zb[1]
    def fi(s): return zf[0]
    def n(s): return z[0]
    def g32(s): return zf[1]
def p(k): return A() if k==0 else B() if k==1 else C()
def q(k): return A() if k==0 else B()
def t(tag,v):
    print(tag, repr(v), type(v).__name__, end=" ")
    try: print(repr(v*100), repr(v/2), repr(-v) if not isinstance(v,np.bool_) else 0, [v], end=" ")
    except TypeError as e: print(e, end=" ")
    try: print(v/0)
    except (ZeroDivisionError,TypeError) as e: print(e)
np.seterr(all="ignore")
for k in range(3):
    x=p(k)
    a=x.f(); t("f",a); a=x.i(); t("i",a); a=x.b(); t("b",a); a=x.fi(); t("fi",a); a=x.n(); t("n",a); a=x.g32(); t("g",a)
    if k<2:
        y=q(k)
        a=y.f(); t("f",a); a=y.i(); t("i",a); a=y.b(); t("b",a); a=y.fi(); t("fi",a); a=y.n(); t("n",a); a=y.g32(); t("g",a)

np.seterr(all="ignore")
z=np.array([1.5,2.5,0.0]); zi=np.array([3,4,0])
class A:
    def __add__(s,o): return o+1.5
    def __radd__(s,o): return 1.5
    def __getitem__(s,k): return 2
    def __iadd__(s,o): return 2.5
    def __neg__(s): return 3
    def __sub__(s,o): return o
class B:
    def __add__(s,o): return z[0]
    def __radd__(s,o): return z[1]
    def __getitem__(s,k): return zi[k]
    def __iadd__(s,o): return z[0]
    def __neg__(s): return zi[1]
    def __sub__(s,o): return 0.5
def q(k): return A() if k==0 else B()
for k in range(2):
    for o in (1.0, z[2], 3, zi[0], None):
        x=q(k)
        try: r=x+o; print(repr(r), type(r), r/0)
        except (TypeError,ZeroDivisionError) as e: print(e)
    x=q(k); r=2+x; print(repr(r))
    x=q(k); r=x[0]; print(repr(r), type(r))
    x=q(k); x+=1; print(repr(x), type(x))
    x=q(k); r=-x; print(repr(r), type(r))
    x=q(k); m = 0.5 if k else z[0]
    r=x-m; print(repr(r), type(r))
def tot(n):
    t=0.0
    for i in range(n):
        t = t + (q(i%2)+1.0)
    return t
print(repr(tot(1)),repr(tot(2)))
zi = np.array([3, 4, 0])
def f(n): return zi[n]
fs = [f, f]
for g in fs: print(repr(g(0)))
print(list(map(f, [0, 1])))
