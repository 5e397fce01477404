"""Functions of math take whatever says which number it is, and give floats, ints or bools."""
import math
from math import sqrt, hypot
class F:
    def __float__(self):
        print("float")
        return 4.0
class I:
    def __index__(self):
        print("index")
        return 9
class N: pass
def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)
def first(x):
    return math.sqrt(x)
def two(x, y):
    return math.atan2(x, y) + math.copysign(x, y)
def many(x):
    return [math.isnan(x), math.fabs(x), math.degrees(x), math.floor(x), math.ceil(x), math.trunc(x), math.log(x), math.log2(x), math.exp(x), hypot(x, 1)]
def ints(a, b):
    return math.gcd(a, b), math.lcm(a, b), math.comb(a, b), math.isqrt(a), math.factorial(b)
for x in 2, 2.5, True, F(), I(), "x", None, [1], 10**400, -1, -0.0, float("inf"), 3 + 0j, N():
    show(first, x)
    show(two, x, x)
    show(many, x)
    show(sqrt, x)
for a, b in (12, 8), (12.0, 8), (True, 1), (I(), 3), ("a", 1), (10**30, 6):
    show(ints, a, b)
v = 0
for i in range(5):
    v = v + i if i % 2 else v + 0.5
    print(math.sqrt(v), math.floor(v), math.sin(v) < 1, math.pow(v, 2), math.ldexp(v, i), math.fmod(v, 2))
print(math.fsum([0.1] * 10), math.dist([0, 0], [3, 4.0]), math.prod([2, 3.5]), math.isclose(v, 5), math.isclose(v, 5, abs_tol=9))
args = [3, 4]
print(math.hypot(*args), math.sqrt(*[16]), math.pow(*args))
try:
    math.sqrt(1, 2)
except TypeError as e:
    print(e)
try:
    math.sqrt(x=1)
except TypeError as e:
    print(e)
