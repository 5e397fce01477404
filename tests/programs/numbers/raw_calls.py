# exit: 1
# stderr-last: ZeroDivisionError: integer division or modulo by zero
"""Calls with ints as machine integers, and what happens where an int does not fit."""

import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def power(base, exponent):
    if exponent == 0:
        return 1
    if exponent % 2 == 0:
        half = power(base, exponent // 2)
        return half * half
    return base * power(base, exponent - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def gcd(a, b):
    if b == 0:
        return a
    return gcd(b, a % b)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def grow(n, depth):
    """Becomes big on the way down, and small again on the way up."""
    if depth == 0:
        return n
    return grow(n * 1000 + depth, depth - 1) // 1000 + depth * 3 - depth - depth


def edge(n):
    """Around the ends of small ints and of machine integers."""
    if n == 0:
        return 2 ** 62
    if n == 1:
        return -2 ** 62 - 1
    if n == 2:
        return 2 ** 63 - 1
    if n == 3:
        return 2 ** 62 - 1
    return edge(n - 4) + edge(n % 4) - edge(n % 4) * 3 + n * 2 - n - n


def fails(n, log):
    if n == 0:
        raise ValueError("bottom")
    if n % 3 == 1:
        try:
            return fails(n - 1, log) + n * n - n
        except ValueError as error:
            log.append((n, str(error)))
            return n * 2 ** 61
    return fails(n - 1, log) + n * n - n


def mixed(n, text):
    if n <= 0:
        return len(text) - n * 2 + n + n
    return mixed(n - 1, text + "x") * 2 - n + mixed(n - 2, text) - 3 * n


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def deep(n):
    if n == 0:
        return 0
    return deep(n - 1) + n * 2 - n - n + 1


class Counter:
    def __init__(self):
        self.calls = 0

    def walk(self, n, limit):
        self.calls += 1
        if n >= limit:
            return n - limit * 2 + limit
        return self.walk(n * 2, limit) + self.walk(n * 2 + 1, limit) - n * 3


def collatz(n):
    if n == 1:
        return 0
    if n % 2 == 0:
        return collatz(n // 2) + 1
    return collatz(3 * n + 1) + 1


def down(n):
    """A traceback through calls of both kinds."""
    if n == 0:
        return 1 // n
    return down(n - 1) + n * n - n * 2


def main():
    print([fib(n) for n in range(20)], fib(-5), fib(True))
    print(power(3, 13), power(3, 100), power(-2, 61), power(-2, 62), power(-2, 63), power(2, 62), power(2, 63))
    print(power(2 ** 40, 2), power(10 ** 30, 3), power(0, 5), power(1.5, 3))
    print(ackermann(2, 9), ackermann(0, 2 ** 62 - 1), ackermann(0, 2 ** 63))
    print(gcd(1071, 462), gcd(2 ** 80, 2 ** 65 * 3), gcd(2 ** 63, 48), gcd(-18, 12), gcd(-2 ** 63, 2 ** 62))
    print(tak(8, 5, 2))
    print([grow(7, depth) for depth in range(0, 40, 3)], grow(2 ** 70, 3))
    print([edge(n) for n in range(30)])
    for start in (2, 9, 40):
        log = []
        try:
            print(fails(start, log))
        except ValueError as error:
            print("not caught", error)
        print(log)
    print(mixed(6, ""), mixed(9, "ab"))
    print(even(10), odd(7), even(7))
    counter = Counter()
    print(counter.walk(1, 50), counter.walk(2 ** 60, 2 ** 62), counter.calls)
    print(collatz(27), collatz(2 ** 64 + 1), collatz(837799))
    sys.setrecursionlimit(3000)
    print(deep(2000))
    try:
        deep(5000)
    except RecursionError as error:
        print(error)
    print(deep(2900))
    try:
        gcd(5, 2.0 - 2)
        print(gcd("a", 3))
    except TypeError as error:
        print(error)
    down(4)


main()
