"""The functions of cmath, at ordinary and at special points."""

import cmath, math
from cmath import sqrt, pi, infj
def run(f,*a):
    try: return repr(f(*a))
    except Exception as e: return type(e).__name__+': '+str(e)
xs = [-math.inf, -2.5, -0.0, 1e-320, 1.0, 709.0, 1e308, math.nan]
fs=['acos','acosh','asin','asinh','atan','atanh','cos','cosh','exp','log','log10','sin','sinh','sqrt','tan','tanh','phase','polar','isfinite','isinf','isnan']
for n in fs:
    f=getattr(cmath,n)
    for a in xs:
        for b in xs:
            print(n,a,b,run(f,complex(a,b)))
for a in xs:
    for b in xs:
        print('rect',run(cmath.rect,a,b), run(cmath.log,a,b), run(cmath.isclose,a,b))
class C:
    def __complex__(self): return 3+4j
print(run(cmath.sqrt,C()),run(cmath.sqrt,"a"),run(cmath.sqrt,[]), run(cmath.sqrt), run(cmath.sqrt,-4), run(cmath.rect,"a",1), run(cmath.isclose,1,1.1,rel_tol=-1) if 0 else 1)
try: cmath.isclose(1,2,rel_tol=-1)
except ValueError as e: print(e)
print(cmath.isclose(1,1+1e-10j), cmath.isclose(1,1.1,abs_tol=0.2), sqrt(-1), pi, infj, cmath.nanj, cmath.e, cmath.tau, cmath.inf, cmath.nan)
print(cmath.exp(1j*cmath.pi), cmath.polar(1+1j), cmath.log(-1), cmath.log(8,2), cmath.phase(-1))
try: (1j).real=2
except AttributeError as e: print(e)
try: range(3).start=2
except AttributeError as e: print(e)
import sys
print('cmath' in str(cmath.__name__))
