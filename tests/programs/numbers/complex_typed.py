"""Complex numbers whose type is certain: in variables, loops, lists, fields and calls."""

import gc

inf, nan = float("inf"), float("nan")


def operators(a, b):
    return a + b, a - b, a * b, -a, +a, a == b, a != b


def with_reals(a, x, n):
    return a + x, x + a, a - x, x - a, a * x, x * a, a + n, n - a, n * a, a * True


def powers(a):
    results = []
    for power in (lambda: a**2, lambda: a**3, lambda: a**4, lambda: a**-2, lambda: a**0.5):
        try:
            results.append(power())
        except (OverflowError, ZeroDivisionError) as error:
            results.append(str(error))
    return results


def size(a):
    try:
        return abs(a)
    except OverflowError as error:
        return str(error)


def divided(a, b):
    try:
        return a / b
    except ZeroDivisionError as error:
        return str(error)


def escape(z, c, limit):
    """`z` comes in as an object, and is printed behind the loop."""
    n = 0
    while abs(z) <= 2 and n < limit:
        z = z**2 + c
        n += 1
    print(n, z)
    return z


def horner(coefficients, x):
    s = 0j
    for c in coefficients:
        s = s * x + c
    return s


def newton(z, steps):
    for _ in range(steps):
        z = z - (z * z * z - 1) / (3 * z**2)
    return z


def changes(flag):
    z = 1 + 2j
    if flag:
        z = z.real
    w = z
    for k in range(3):
        w = w * (1 - 1j)
        if k == 1 and not flag:
            w = None
            break
    return z, w


def from_int(n):
    z = 0
    for _ in range(n):
        z = z * z + (0.1 - 0.2j)
    return z


class Signal:
    def __init__(self, parts):
        self.parts = parts
        self.total = 0j

    def run(self):
        for part in self.parts:
            self.total += part.conjugate()
        return self.total.real, self.total.imag


def fft(a):
    n = len(a)
    if n == 1:
        return a
    even, odd = fft(a[0::2]), fft(a[1::2])
    out = [0j] * n
    for k in range(n // 2):
        t = complex(0.5, -0.25 * k) * odd[k]
        out[k] = even[k] + t
        out[k + n // 2] = even[k] - t
    return out


parts = [0.0, -0.0, 1.5, -2.0, inf, nan, 1e200, 5e-324]
for re in parts:
    for im in parts:
        z = complex(re, im)
        w = complex(im, -re)
        print(operators(z, w), with_reals(z, re, 3))
        print(powers(z), size(z), divided(z, w), z.real, z.imag, z.conjugate(), bool(z))
print(escape(0j, 0.3 + 0.5j, 50), escape(0.1 - 0.2j, -1 + 0j, 20), escape(3j, 0j, 5))
print(horner([1, 2.5, 3j, -1], 0.5 + 1j), horner([], 1j), newton(1 + 1j, 20))
print(changes(True), changes(False), from_int(0), from_int(1), from_int(30))
print(Signal([1j, 2 - 1j, 0.5 + 0j]).run(), fft([complex(k % 5, k % 3) for k in range(16)]))
print(complex(), complex(2), complex(1j, 1j), complex("1-2j"), complex(real=1, imag=2.5))
print(isinstance(1j, complex), type(1j) is complex, {1j: 2}[0 + 1j], 1j in [1, 1j], [1j].index(1j))
print(sum([1j, 2, 0.5]), sorted([3j, 1j], key=abs), f"{1 + 2j} {1j!r} {2.5j:.2f}")
for wrong in (lambda: 1j < 2j, lambda: 1j // 2, lambda: 1j % 2j, lambda: int(1j), lambda: 1j + "a"):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
try:
    print((1j).missing)
except AttributeError as error:
    print(error)
try:
    print(1j + 10**400)
except OverflowError as error:
    print(error)


class Odd(complex):
    def __add__(self, other):
        return "odd"


o = Odd(1, 2)
print(o + 1j, 1j + o, o * 1j, o.real, abs(o), -o, gc.isenabled())


def compared(n, x):
    """An int and a float, exactly."""
    return n < x, n <= x, n == x, n != x, n > x, n >= x, x < n, x == n, x >= n


numbers = [0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 2**62, 2**63 - 1, 2**64, -(2**70), 10**400]
for n in numbers:
    for x in (0.0, -0.0, 1.0, -1.5, 2.0**53, 2.0**53 + 2, -(2.0**70), 2.0**62, 2.0**63, inf, -inf, nan):
        print(n % 1000, x, compared(n, x))


def above(xs, limit):
    return [k for k, x in enumerate(xs) if x > 2 and x != 3 and 0 < x <= limit and not x == 4]


print(above([1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, nan, inf, 1e300], 2**60))
