# Constants around 2**100, where intervals of the optimiser end.
small, large = 2**100, 2**101
print(small < large, small > large, small == large, small <= large, small != large)
assert small < large
print(small // 2**50, small >> 90, small % 7, large // small, divmod(small, 2**50))
print(-small > -large, -small // 2**50, -small >> 90, -small % 1000, ~small)


def inside():
    a = 2**60 * 2**60
    b = 2**70 * 2**70
    return a < b, b - a, a // 2**100, b >> 120, a == 2**120, b & (2**100 - 1), (a | 1) % 10


print(inside())


def product(x, y):
    if x > 2**50 and y > 2**50:
        z = x * y
        return z > 2**100, z == 2**100, z // 2**60, z >> 99
    return None


print(product(2**50 + 1, 2**50 + 3), product(2**80, 2**90), product(1, 2))


def bounded(n):
    if n >= 2**100:
        return n >= 2**101, n == 2**100, n - 2**100
    return n < 2**99


print(bounded(2**100), bounded(2**100 + 5), bounded(2**102), bounded(3), bounded(2**99))
