"""Small recursive functions, which the compiler unfolds: the frames they count, and the lines they show."""
import sys
import traceback


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def depth(n):
    if n == 0:
        return 0
    return 1 + depth(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def deepest():
    """The largest argument that is within the limit."""
    low, high = 0, 5000
    while high - low > 1:
        middle = (low + high) // 2
        try:
            depth(middle)
            low = middle
        except RecursionError:
            high = middle
    return low


calls = 0


def endless(n):
    global calls
    calls += 1
    return endless(n + 1) + 1


def fails(n):
    if n == 0:
        return 1 // n
    return fails(n - 1) + fails(n - 1)


def big(n):
    if n == 0:
        return 2**61
    return big(n - 1) + big(n - 1)


def shown(n):
    if n == 0:
        return later
    return shown(n - 1)


print(fib(20), depth(500), even(100), odd(100), tak(12, 8, 4))
for limit in (200, 201, 202, 203, 1000):
    sys.setrecursionlimit(limit)
    print(limit, deepest())
    calls = 0
    try:
        endless(0)
    except RecursionError as error:
        print(calls, str(error)[:32])
sys.setrecursionlimit(1000)
try:
    fails(3)
except ZeroDivisionError as error:
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.lineno, frame.name, frame.line)
    print(error)
print(big(0), big(1), big(2), big(5))
try:
    shown(4)
except NameError as error:
    print(error)
later = "bound now"
print(shown(4))
