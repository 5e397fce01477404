# Ints that outgrow a machine word on the way through recursion.
def fib(n, a, b):
    if n == 0:
        return a
    return fib(n - 1, b, a + b)


def power(b, e):
    if e == 0:
        return 1
    h = power(b, e // 2)
    return h * h * b if e % 2 else h * h


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


def grow(n, x):
    if n <= 0:
        return x
    return grow(n - 1, x * 3 + 1)


def tree(n, x):
    if n <= 0:
        return x
    return tree(n - 1, x + x) + tree(n - 2, x + x + 1)


def less(a, b):
    if a >= b:
        return a
    return less(a * a, b) - 1


def gcd(a, b):
    if b == 0:
        return a
    return gcd(b, a % b)


def up(n, x):
    if n == 0:
        return 1
    return x + down(n - 1, x * x)


def down(n, x):
    if n == 0:
        return -x
    return x - up(n - 1, -x)


edges = [2**61, 2**62 - 1, 2**62, 2**62 + 1, 2**63 - 1, 2**63, 2**64, 2**64 + 1, 0, 1, -1]
for e in list(edges):
    edges.append(-e)
for e in edges:
    print(grow(0, e), grow(1, e), grow(2, e), grow(3, e), grow(7, e))
    print(tree(0, e), tree(1, e), tree(2, e), tree(3, e), tree(9, e))
    print(gcd(e, 2**40), gcd(e, e + 2), gcd(2**70, e))
    print(up(3, e), up(4, e), down(5, e), up(6, e))
for n in range(0, 200, 9):
    print(fib(n, 0, 1), power(3, n), power(-7, n), fact(n))
print(less(3, 10**40), less(2**31, 2**62), less(2**31 - 1, 2**62), less(-5, 2**62 - 1))


def counts(n):
    if n < -3:
        return n
    return counts(n - 2**61) + counts(n - 2**62)


print(counts(2**62), counts(2**63), counts(2**63 + 5))


def lower(n):
    if n == 5:
        return n
    return lower(n - 1)


def near(n):
    if n <= -2**62:
        return n
    return near(n - 1)


print(near(-2**62 + 20), near(-2**62), near(-2**62 - 1), near(-2**64))


def mixed(n, x):
    if n == 0:
        return x
    if n % 3 == 0:
        return mixed(n - 1, x * 2.0)
    return mixed(n - 1, x + 1)


print(mixed(10, 1), mixed(2, 2**62 - 1), mixed(11, True))
for wrong in ['x', None, 1.5]:
    try:
        print(grow(2, wrong))
    except TypeError as error:
        print(error)
