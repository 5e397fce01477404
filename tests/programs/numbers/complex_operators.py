"""Complex numbers: operators, text, parsing, construction, errors."""

nan=float('nan'); inf=float('inf')
vals = [0j, 1j, -1 - 2j, complex(-0.0, -0.0), complex(inf, 0), complex(1, nan), 3.5 - 0.25j]
others = [0, -3, 0.5, True, 10**20, 101, 2 + 0j, inf]
ops={'+':lambda a,b:a+b,'-':lambda a,b:a-b,'*':lambda a,b:a*b,'/':lambda a,b:a/b,'**':lambda a,b:a**b,'==':lambda a,b:a==b,'!=':lambda a,b:a!=b,'<':lambda a,b:a<b,'//':lambda a,b:a//b,'%':lambda a,b:a%b,'&':lambda a,b:a&b,'@':lambda a,b:a@b, 'divmod':divmod,'pow':pow}
def run(f,*a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__+': '+str(e)
for v in vals:
    print(v, repr(v), str(v), bool(v), v.real, v.imag, v.conjugate(), run(abs,v), -v, +v, run(lambda v: ~v, v))
    for o in others+vals:
        for n,f in ops.items():
            print(v,n,o,run(f,v,o),run(f,o,v))
for v in [1+2j,0j,5+0j,-1j,1e20+0j]: print(hash(v), hash(complex(v.real)), hash(v.real))
print({1:2}[1+0j], 1+0j in {1,2})
for s in ["1+2j"," ( 1+2j ) ","1 + 2j","j","-j","+j","1j+2","1e5+3j","1e+5j","inf+nanj","nan","-infj","1_0+2_0j","","()","(1+2j","1+2J","1+2","++1j","1e","abc","1+2j ","\t3\n","0x1j","1__0j","1+_2j","infinityj","1e400j"]:
    print(repr(s), run(complex,s))
for a in [(),(1,),(1,2),(1.5,-0.0),(1j,),(1j,1j),(1,1j),(1j,2),("1",2),(1,"2"),([],),(1,[]),(True,False),(None,),(10**400,),(b"1",)]:
    print(a if len(str(a))<100 else 'big', run(lambda: complex(*a)))
print(run(lambda: complex(real=1,imag=2)), run(lambda: complex(imag=2)), run(lambda:complex(1,2,3)), run(lambda:complex(x=3)))
for spec in ["","f",".2f","10.3f",">20","<20","^30.1e","+g","g","n",",",".3",'08.2f','=10',"d","s","#.3g","e","E","_f","z","%"]:
    for v in [1+2j,-1.5-2.25j,complex(nan,inf),0j,123456.789+1e10j]:
        print(spec,run(format,v,spec))
print("%s %r" % (1j,2+3j), f"{1+2j!r:>10} {3j:.1f}", "{:+.1f}".format(1-1j), run(lambda:"%d"%1j), run(lambda:"%f"%1j))
print(run(int,1j),run(float,1j),run(round,1j),run(lambda index: [1][index], 1j), run(lambda: range(1j)))
print(isinstance(1j,complex),type(1j),type(1j) is complex, sum([1j,2,3.5]), sum([1,2j],0.5))
class C:
    def __complex__(self): return 3+4j
class D:
    def __complex__(self): return 3
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
print(run(complex,C()),run(complex,D()),run(complex,F()),run(complex,I()),run(complex,1,F()), run(complex,F(),C()))
class S(complex):
    def __repr__(self): return 'S'+super().__repr__()
    @property
    def x(self): return self.real
s=S(1,2); print(s,s+1,s.x,s==1+2j,hash(s)==hash(1+2j),-s,abs(s), type(+s), s.conjugate())
print((1+2j).__add__(1), (1j).__eq__("a"), (1j).__abs__(), complex.__name__, (1j).__getnewargs__(), (1j).__complex__(), (1).__add__(1j))
z=1+2j
z+=1; z*=2j; z/=2; z-=0.5; z**=2
print(z)
try: z.real=3
except AttributeError as e: print(e)
print(sorted([3j,1j],key=abs), run(sorted,[3j,1j]), max([1j,2j],key=lambda q:q.imag))
print(1j*1j, -1j, 1-0j, -(1+0j), 3-4j, 2**0.5j, (-8)**(1/3), (-1)**0.5, 2j**2, 2j**-1, 2j**0.5, 0j**0)
print([z for z in (1j, 2+3j)], {1j: 'a'}, (1j,), complex(1, float('-inf')))
print(1e1000j, 1_0.5j, 1E5J, .5j, 1.j)
for x in (0.0, -0.0, 1.0):
    for y in (0.0, -0.0):
        z = complex(S(x, y))
        print(z, z.imag, complex(z) is z, complex(x, y) == z)
