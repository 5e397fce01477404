"""Powers by exponents known at compile time are the ones of the C library."""
import random


def check(n, spread):
    random.seed(n)
    total = 0
    for i in range(n):
        x = random.uniform(0.5, 2.0) * 2.0 ** random.randint(-spread, spread)
        y = -x if i % 2 else x
        total = (total * 31 + hash(y ** 2)) % 1000003
        total = (total * 31 + hash(y ** 3)) % 1000003
        total = (total * 31 + hash(x ** 0.5)) % 1000003
        total = (total * 31 + hash((y * y) ** 0.5)) % 1000003
    return total


def near_ties(n):
    """Squares and roots that lie near the middle between two floats."""
    total = 0
    for i in range(n):
        x = 1.0 + (2 * i + 1) * 2.0 ** -27
        total = (total * 31 + hash(x ** 2)) % 1000003
        x = 1.0 + i * 2.0 ** -52
        total = (total * 31 + hash(x ** 2) + hash(x ** 0.5) + hash(x ** 3)) % 1000003
        x = 1.0 - i * 2.0 ** -53
        total = (total * 31 + hash(x ** 2) + hash(x ** 0.5) + hash(x ** 3)) % 1000003
    return total


def edge(x):
    out = []
    try:
        out.append(x ** 2)
    except OverflowError as error:
        out.append(error)
    try:
        out.append(x ** 3)
    except OverflowError as error:
        out.append(error)
    if x >= 0:
        out.append(abs(x) ** 0.5)
    return out


def root(x):
    return x ** 0.5


def length(a, b):
    return (a * a + b ** 2) ** 0.5


def main():
    for spread in 3, 49, 51, 101, 330, 500:
        try:
            print(spread, check(COUNT, spread))
        except OverflowError as error:
            print(spread, error)
    print(near_ties(COUNT))
    for x in (0.0, -0.0, 1e-320, -1e-320, 1e308, -1e308, 1e103, float("inf"), float("-inf"), float("nan"), 1.0, -1.0):
        print(x, edge(x))
    print(length(3, 4), length(3.0, 4), length(-3, -4.0), length(10 ** 30, 10 ** 30))
    for x in 2.0, -2.0, 9, -9, 0, True:
        r = root(x)
        print(type(r).__name__, r, r * 2, r == 3.0)
    try:
        print(root(2.0) % 1, root(-2.0) % 1)
    except TypeError as error:
        print(error)
    try:
        length(10 ** 200, 0)
    except OverflowError as error:
        print(error)
    x = -4.0
    x **= 0.5
    print(x)
    x **= 2
    print(x)
    print([n for n in range(50) if int(n ** 0.5) ** 2 == n], int(37 ** 0.5))


COUNT = 3000
main()
