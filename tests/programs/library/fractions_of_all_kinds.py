# Fractions with all kinds of numbers, and of all kinds of texts.
from fractions import Fraction
import math, copy
from fractions import Fraction as F
def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r))
    except Exception as e:
        print(type(e).__name__, e)
vals = [F(1, 2), F(-7, 3), F(0), F(10**30, 3), 2, 0, True, -1.25, float("inf"), 1 + 2j, 3 + 0j, "x"]
ops = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a // b,
       lambda a, b: a % b, lambda a, b: divmod(a, b), lambda a, b: a < b, lambda a, b: a <= b, lambda a, b: a > b,
       lambda a, b: a >= b, lambda a, b: a == b, lambda a, b: a != b]
for a in vals:
    for b in vals:
        if isinstance(a, F) or isinstance(b, F):
            said = []
            for op in ops:
                try:
                    said.append(repr(op(a, b)))
                except Exception as e:
                    said.append(f"{type(e).__name__} {e}")
            print(a, b, *said, sep="; ")
for b in [2, -2, 0, F(1, 2), F(3), F(-2), 0.5, 1j, "x", True]:
    for a in [F(2, 3), F(-2, 3), F(0), F(4)]:
        show(lambda: a ** b)
        show(lambda: b ** a)
for t in ["3/4", " -3/4 ", "1.5", "-.5e3", "1e-3", "1_000/7", "x", "1/0", "", "3 / 4", "٣/٤", "+7", "1.", ".5", "1.ddd", "1e", "\n2\n", "1__0"]:
    show(lambda: F(t))
for args in [(), (3,), (6, 4), (6, -4), (1, 0), (0, 5), (F(1, 2), F(3, 4)), (F(1, 2), 0), (2.5,), (float("inf"),), (float("nan"),), (None,), ([],), (1, 2.5), ("1", 2), (True,), (True, 2), (1j,), (10**40, 10**39)]:
    show(lambda: F(*args))
x = F(22, 7)
for g in [int, float, complex, bool, round, math.floor, math.ceil, math.trunc, hash, str, repr, abs, copy.copy, copy.deepcopy]:
    for v in [x, -x, F(0), F(5, 2), F(7, 2), F(-5, 2), F(3), F(2**61 - 1, 2), F(1, 2**61 - 1)]:
        show(lambda: g(v))
for n in [0, 1, 3, -1, -2]:
    show(lambda: round(F(12345, 100), n)); show(lambda: round(F(-25, 10), n))
print(hash(F(3)) == hash(3), hash(F(1, 2)) == hash(0.5), {F(1, 2): 1}[0.5])
show(lambda: F("3.141592653589793").limit_denominator(10))
show(lambda: F(4321, 8765).limit_denominator(10000)); show(lambda: F(1, 3).limit_denominator(0)); show(lambda: F(3.14159).limit_denominator(100))
show(lambda: F.from_float(0.3)); show(lambda: F.from_float(3)); show(lambda: F.from_float("x")); show(lambda: F.from_float(float("nan")))
print(x.numerator, x.denominator, x.real, x.imag, x.conjugate(), x.as_integer_ratio())
def setit():
    x.numerator = 3
show(setit)
def setother():
    x.other = 3
show(setother)
print(sum([F(1, i) for i in range(1, 10)]), max(F(1, 3), F(1, 2)), sorted([F(1, 2), 0.3, 1, F(1, 7)]), sum([F(1, 2)] * 3, F(1)))
print(F, F.__name__, F.__module__, isinstance(x, F), f"{x} {x!r}", "%s" % x)
show(lambda: f"{x:.2f}")
show(lambda: math.sqrt(F(1, 4))); show(lambda: math.gcd(F(3), 2)); show(lambda: math.prod([F(1, 2), 3])); show(lambda: math.fsum([F(1, 2), 0.25])); show(lambda: math.isclose(F(1, 3), 1/3))
show(lambda: pow(F(1, 2), 3)); show(lambda: pow(F(1, 2), 3, 5)); show(lambda: [1, 2, 3][F(1)]); show(lambda: range(F(3)))
y = F(1, 2); y += 1; y *= F(2, 3); y -= 0.5; print(y)
show(lambda: round(F(5, 2), 1.5))
show(lambda: round(F(5, 2), True))
