# Numbers that may be ints, floats or complex, and complex numbers divided by others.
import cmath


def horner(coefficients, z):
    value = 0
    for a in coefficients:
        value = value * z + a
    return value


def escape(c, most):
    z = 0
    for k in range(most):
        if abs(z) > 2:
            return k, z
        z = z * z + c
    return most, z


def fourier(xs):
    n = len(xs)
    out = []
    for k in range(n):
        s = 0
        for t in range(n):
            s += xs[t] * cmath.exp(-2j * cmath.pi * k * t / n)
        out.append(s)
    return out


def mixed(flag):
    z = 0
    if flag == 1:
        z = 2.5
    elif flag == 2:
        z = 1 - 2j
    elif flag == 3:
        z = True
    elif flag == 4:
        z = 10**400
    elif flag == 5:
        z = -0.0
    return z


def show(z):
    print(type(z).__name__, z)


def attempt(work):
    try:
        show(work())
    except (ArithmeticError, TypeError) as error:
        print(type(error).__name__, error)


print(horner([1, -3, 3, -5], 1 + 2j), horner([], 2j), horner([1, 2], 3))
print(escape(0.3 + 0.5j, 20)[0], escape(1 + 1j, 20), escape(0j, 3), escape(1, 5), escape(0.25, 3))
print([complex(round(x.real, 9), round(x.imag, 9)) for x in fourier([1, 0, -1, 2])])
for flag in range(6):
    attempt(lambda: mixed(flag) + 1j)
    attempt(lambda: 1j - mixed(flag))
    attempt(lambda: mixed(flag) * (2 - 1j))
    attempt(lambda: (3 + 4j) / mixed(flag))
    attempt(lambda: mixed(flag) / (3 - 4j))
    attempt(lambda: abs(mixed(flag)))
    attempt(lambda: mixed(flag) * mixed(flag))
    attempt(lambda: -mixed(flag))
for z in (3 + 4j, -0j, complex(float("inf"), 1), complex(1, float("nan")), complex(-0.0, -0.0)):
    for b in (2, -2, 0.5, -0.0, 0, True, float("inf"), float("nan"), -3.7, 10**30):
        attempt(lambda: z / b)
z = 1 + 1j
z /= 2
z /= 0.5
print(z, cmath.polar(3 + 4j), cmath.phase(-1), cmath.sqrt(-4), cmath.tau, cmath.isnan(z))
w = cmath.exp(1j * cmath.pi) + 1
print(abs(w) < 1e-9, cmath.rect(2, 0), cmath.log(-1, 10), cmath.isclose(w, 0, abs_tol=1e-9))
try:
    cmath.exp("x")
except TypeError as error:
    print(error)
