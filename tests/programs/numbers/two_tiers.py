"""Ints that outgrow a machine word in the middle of things: in loops, recursion, generators, methods, exceptions."""

EDGES = [
    0, 1, -1, 2, -2, 3, 255, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**32,
    2**61, 2**62 - 1, 2**62, 2**62 + 1, -(2**62), -(2**62) - 1, -(2**62) + 1,
    2**63 - 1, 2**63, 2**63 + 1, -(2**63), -(2**63) - 1, -(2**63) + 1, 2**64, 10**30, -(10**30),
]


def sums(values, start):
    total = start
    least = most = start
    for value in values:
        total += value
        if value < least:
            least = value
        if value > most:
            most = value
        total = total - value // 3 + value % 7
    return total, least, most


def products(n, base):
    result = 1
    steps = 0
    while steps < n:
        result *= base
        result -= steps
        steps += 1
        if result > 2**70:
            result = -result // 2**40
    return result, steps


def collatz(n):
    steps = 0
    highest = n
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        if n > highest:
            highest = n
        steps += 1
    return steps, highest


def power(base, exponent):
    result = 1
    while exponent > 0:
        if exponent & 1:
            result *= base
        base *= base
        exponent >>= 1
    return result


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def tribonacci(n):
    if n < 3:
        return n - 1 + BASE
    return tribonacci(n - 1) + tribonacci(n - 2) - tribonacci(n - 3) * 2


BASE = 2**61


def greatest_divisor(a, b):
    while b:
        a, b = b, a % b
    return a


def grows():
    value = 1
    while True:
        got = yield value
        value = value * 3 + (got or 0)


def mixed_bool(flags, weight):
    count = 0
    for flag in flags:
        count += flag
        count *= weight
        count = count - True + (count > 5)
    return count


def shifted(n):
    out = []
    value = 1
    for k in range(n):
        value = (value << 3) ^ k
        out.append(value >> k)
        value = value | -value
        value = ~value & (2**66 - 1)
        value += k
    return out


class Counter:
    def __init__(self, start, step):
        self.value = start
        self.step = step
        self.log = []

    def advance(self, times):
        for k in range(times):
            self.value += self.step * k
            if k % 5 == 0:
                self.log.append(self.value)
        return self.value


def with_finally(n, log):
    total = 2**61
    k = 0
    try:
        while k < n:
            total += total // 4
            log.append(total)
            k += 1
            if k == 5:
                total = 10 // (n - 6) + total
        return total
    finally:
        log.append(("finally", k, total))


def handled(values):
    total = 0
    caught = 0
    for value in values:
        try:
            total += 10**18 // value
            total *= 3
        except ZeroDivisionError:
            caught += 1
            total += caught
    return total, caught


def effects(values, out):
    """What was done before a sum outgrew the word is not done again."""
    total = 2**62 - 3
    for value in values:
        out.append(value)
        total += value
        out.append(total)
        print(end="" if total < 2**62 else "+")
        total *= 2
        out[-1] -= 1
        if total > 2**64:
            total -= 2**64
    return total


def keyed(n):
    seen = {}
    value = 7
    for k in range(n):
        value = value * 6364136223846793005 + 1442695040888963407
        value %= 2**64
        seen[value >> 60] = seen.get(value >> 60, 0) + k
    return sorted(seen.items()), value


def digits(n, base):
    out = []
    while n:
        n, digit = divmod(n, base)
        out.append(digit)
    return out


def windows(values, width):
    best = None
    for start in range(len(values) - width + 1):
        total = 0
        for k in range(start, start + width):
            total += values[k] * (k - start + 1)
        if best is None or total > best:
            best = total
    return best


def negated(n):
    out = []
    value = -(2**61)
    for _ in range(n):
        value = -value
        value = value - 1 if value < 0 else value + 2**60
        out.append(value)
        out.append(-value)
    return out


def compared(a, b):
    count = 0
    for shift in range(3):
        count = count * 4 + (a + shift < b) + (a >= b - shift) + (a * 2 == b * 2)
    return count


for start in EDGES:
    print(start, *sums(EDGES, start))
    print(products(12, start), power(start, 5), compared(start, 2**62), compared(-start, 2**63 - 1))
    print(mixed_bool([True, False, True, True], start), negated(2)[-1] + start, handled([start, 0, 3, start - 1]))
    print(greatest_divisor(start * 12, 18 * 2**60), digits(abs(start), 10**9), Counter(start, 2**59).advance(20))
print([collatz(n) for n in (27, 97, 871, 2**62 - 1, 2**62 + 1, 2**61 + 7)])
print(factorial(25), fibonacci(120), tribonacci(12))
generator = grows()
print([next(generator) for _ in range(45)][::4], generator.send(10**20), generator.send(-5), next(generator))
print(shifted(30))
for n in (4, 6, 9):
    log = []
    try:
        print(with_finally(n, log))
    except ZeroDivisionError as error:
        print(error)
    print(log)
out = []
print(effects([1, 2, 3, 4, 5, 2**61], out), out)
counter = Counter(2**62 - 5, 1)
print(counter.advance(11), counter.log)
print(keyed(50))
print(windows(EDGES, 3), windows(EDGES[::-1], 5))
print(negated(6))


def divided(n, divisors):
    quotients = rests = zeros = 0
    for divisor in divisors:
        try:
            quotients += n // divisor
            rests = rests * 3 + n % divisor
        except ZeroDivisionError as error:
            zeros += 1
            n -= len(str(error))
    return quotients, rests, zeros


def counts_down(start, step, stop):
    turns = 0
    while start > stop:
        start -= step
        turns += 1
        if turns > 20:
            break
    return start, turns


def is_prime(n):
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return n > 1


for start in EDGES:
    print(divided(start, [3, 7, 1, -1, 2, 0, -5, 2**62, -(2**62), 10]), counts_down(start, 3, start - 10))
    print(divided(start, EDGES), counts_down(start, 200, -(2**64)), counts_down(start, -200, -(2**64)))
print([n for n in range(-3, 60) if is_prime(n)], is_prime(2**61 + 2), is_prime(2**63 + 2))
