# Functions of math on ints, mixed numbers, values of any type and objects that are numbers.
import math


class Real:
    def __float__(self):
        return 3.0

    def __index__(self):
        return 12

    def __floor__(self):
        return "floor"


def one(name, *args):
    try:
        return getattr(math, name)(*args)
    except (TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


def direct(a, b):
    results = []
    for call in range(7):
        try:
            if call == 0:
                results.append(math.hypot(a, b))
            elif call == 1:
                results.append(math.gcd(a, b))
            elif call == 2:
                results.append(math.lcm(a, b))
            elif call == 3:
                results.append(math.log(a))
            elif call == 4:
                results.append(math.log(a, b))
            elif call == 5:
                results.append(math.floor(a))
            else:
                results.append(math.ceil(b))
        except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
            results.append(f"{type(error).__name__}: {error}")
    return results


def ints(n):
    total = 0
    for i in range(1, n):
        total += math.gcd(i * 12, 360) + math.lcm(i, 6) + math.floor(math.log2(i)) + math.ceil(i)
    return total, math.gcd(0, 0), math.gcd(-4, 6), math.lcm(-4, 6), math.lcm(0, 3)


print(ints(500))
print(math.gcd(2**200 * 3, 2**100 * 9) == 3 * 2**100, math.lcm(2**61, 3), math.lcm(2**40, 3**30))
print(math.gcd(True, 3), math.hypot(True, 2), math.hypot(3, 4), math.hypot(3), math.hypot())
print(math.gcd(), math.gcd(7), math.gcd(12, 18, 27), math.lcm(2, 3, 4), math.gcd(*[8, 12]))
for a, b in [(3, 4), (3.5, 2), (10**400, 2), (0, 0), (-1, 5), (True, 3.25), (Real(), Real())]:
    print(direct(a, b))
print(direct("x", None))
print(one("hypot", 10**400, 1), one("gcd", 1.5, 2), one("log", 0), one("floor", Real()))
for x in [1, 2.5, None]:
    try:
        print(math.floor(x), math.log(x), math.hypot(x, x))
    except TypeError as error:
        print(error)
