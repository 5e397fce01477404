# Loops with short ifs over numbers, and products with constants, at the ends of the machine's integers.


def collatz(n, turns):
    count = 0
    while n != 1 and count < turns:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        count += 1
    return count, n


def signs(n, turns):
    total = 0
    for i in range(turns):
        if n & 1:
            n = n * 5 + i
        else:
            n = n - total
        if i % 3 == 0:
            total += n
        else:
            total -= n
    return n, total


def two(a, b, turns):
    for i in range(turns):
        if (a ^ i) & 2:
            a = a + b
            b = b - i
        else:
            a = a - i
            b = b + a
    return a, b


def gcd(a, b):
    shift = 0
    while a != b:
        if a > b:
            a = a - b
        else:
            b = b - a
        shift += 1
    return a, shift


def shifts(n, turns):
    bits = 0
    for i in range(turns):
        if n & 1:
            bits = bits * 2 + 1
            n = n >> 1
        else:
            bits = bits * 2
            n = n >> 1
    return bits, n


def cubes(n, turns):
    for i in range(turns):
        if n < 0:
            n = n * n
        else:
            n = -n * 3
    return n


def wrapped(n, turns):
    for i in range(turns):
        if n & 4:
            n = (n * 1103515245 + 12345) & 0xffffffff
        else:
            n = (n * 7 ^ i) & 0xffffffff
    return n


edges = [0, 1, 2, 3, 27, 97, 2**31 - 1, 2**59, 2**60 + 1, 2**61 - 1, 2**61, 2**61 + 1, 2**62 - 1, 2**62, 2**63 - 1, 2**63, 2**64 + 1]
edges += [-e for e in edges]
for e in edges:
    print(e, collatz(e, 50), collatz(e, 700)[0], signs(e, 20), signs(e, 60))
    print(two(e, 7, 30), two(7, e, 90), shifts(e, 20), cubes(e, 5), wrapped(e, 50))
for a in range(1, 12):
    print(gcd(a * 6, 84), gcd(a * 2**40, 2**41), end=' ')
print()


def products(x, turns):
    got = []
    for i in range(turns):
        got.append(x * 2)
        got.append(x * 3)
        got.append(5 * x)
        got.append(x * 6)
        got.append(x * 7)
        got.append(x * 8)
        got.append(9 * x)
        got.append(x * 1000)
        got.append(x * 2**40)
        got.append(x * (2**61 - 1))
        got.append(x * -3)
        got.append(-8 * x)
        x += 1
    return got


def powers(base, turns):
    x = 1
    y = 1
    z = -1
    for i in range(turns):
        x = x * 3
        y = 10 * y + i
        z = z * 2
    return x, y, z


for n in [1, 10, 17, 18, 19, 20, 30, 38, 39, 40, 41, 60, 61, 62, 63, 64, 65, 90]:
    print(powers(3, n))
for k in [0, 20, 40, 50, 57, 58, 59, 60, 61, 62, 63, 64]:
    for sign in [1, -1]:
        print(products(sign * 2**k - 2, 4))
for c in [3, 5, 9, 7]:
    x = (2**63 - 1) // c
    print(products(x - 1, 3), products(-x - 2, 4))


def searched(items, x):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


print([searched([1, 4, 9, 16, 25, 36], x) for x in range(-1, 40, 3)])


def mixed(n, turns):
    x = 0.5
    y = 0
    for i in range(turns):
        if n % 2:
            x = x * 3.0
            y = y + 1
        else:
            x = x - 1.0
            y = y + 2
        n = n // 2 + i
    return x, y, n


print(mixed(12345, 9), mixed(2**70, 80))


def fails(n):
    total = 0
    while n > -3:
        if n % 2 == 0:
            total += 12 // n
        else:
            total -= n
        n -= 1
    return total


try:
    print(fails(8))
except ZeroDivisionError as error:
    print(error)
