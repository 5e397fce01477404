import math
def area(r): return math.pi * r * r
print(area(1))
math.pi = 3
print(area(1))

import cmath
def circle(r): return cmath.pi * r + cmath.tau + cmath.e - (-cmath.inf if r > 100 else 0)
print(circle(2.0), circle(200))
def late(): return later.tau
try: late()
except NameError as e: print(e)
import cmath as later
print(late(), later.pi is later.pi)
