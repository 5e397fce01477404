# Arithmetic under a mask of 64 bits, as hashes and random numbers do it.

MASK = 0xFFFFFFFFFFFFFFFF


def xorshift(x, n):
    out = []
    for _ in range(n):
        x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
        out.append(x)
    return out


def splitmix(seed, n):
    out = []
    for _ in range(n):
        seed = (seed + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        out.append(z ^ (z >> 31))
    return out


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & MASK
    return h


def mmix(n):
    x = 1
    low = high = 0
    for _ in range(n):
        x = (6364136223846793005 * x + 1442695040888963407) % 2**64
        if x > 9223372036854775808:
            high += 1
        elif x < 1 << 62:
            low += 1
    return x, low, high


def murmur(keys):
    h = 7
    for k in keys:
        k = (k * 0xCC9E2D51) & 0xFFFFFFFF
        k = ((k << 15) | (k >> 17)) & 0xFFFFFFFF
        k = (k * 0x1B873593) & 0xFFFFFFFF
        h ^= k
        h = ((h << 13) | (h >> 19)) & 0xFFFFFFFF
        h = (h * 5 + 0xE6546B64) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    return h


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def state(n):
    s = [1, 2, 3, 4]
    out = []
    for _ in range(n):
        result = rotate((s[1] * 5) & MASK, 7) * 9 & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        out.append(result)
    return out


def negative(a, b):
    """Operands below zero, and results that a mask cuts from far above."""
    return [
        (a - b) & MASK,
        (-a) & MASK,
        ~a & MASK,
        (a * b * b) & MASK,
        ((a << 40) * (b << 40)) & MASK,
        (a ^ -b) & MASK,
        (a | b) & MASK,
        ((a + b) & MASK) >> 60,
        ((a - b) & MASK) // 3,
        ((a - b) & MASK) % 1000,
        ((a - b) & MASK) / 2**64,
        ((a - b) & MASK) == MASK,
        ((a - b) & MASK) > ((b - a) & MASK),
    ]


def signed(x):
    x &= MASK
    if x >= 1 << 63:
        x -= 1 << 64
    return x


def below(x, n):
    turns = 0
    while x != 0 and turns < n:
        x = (x * 3) & MASK
        turns += x % 7
        turns += 1
        if x < 1000:
            turns += x
    return x, turns


def shifted(x, k):
    y = (x << 64) & MASK
    try:
        return y, (x << k) & MASK, (x & MASK) >> k
    except ValueError as error:
        return str(error)


def buckets(n):
    counts = [0] * 8
    x = 88172645463325252
    for i in range(n):
        x = (x * 2862933555777941757 + 3037000493) & MASK
        counts[x >> 61] += 1
        counts[x % 8] += i & 1
    return counts


def text(n):
    x = 1
    parts = []
    for i in range(n):
        x = (x << 9 ^ i) & MASK
        parts.append(f"{x:x}")
    d = {x: "last"}
    return " ".join(parts), d[x], hash(x), -x, float(x)


print(xorshift(88172645463325252, 5))
print(xorshift(1, 3), xorshift(2**70 + 5, 2), xorshift(-3, 2))
print(splitmix(1234567, 4), splitmix(MASK, 2))
print(fnv(b"hello world"), fnv([2**63, -1, 2**65]), fnv(range(5)))
print(mmix(1000))
print(murmur([1, 2, 3, 2**31, 2**40, -5]), murmur(range(100)))
print(state(4))
for a, b in [(0, 0), (1, 2), (-1, 1), (2**63, 5), (-(2**63), 2**62), (2**64 - 1, 1), (10**30, -7)]:
    print(negative(a, b))
print([signed(x) for x in (0, 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -1, -(2**70))])
print(below(3, 100), below(2**64, 50), below(2**63, 50))
print(shifted(5, 3), shifted(2**63 + 1, 63), shifted(-5, 64), shifted(1, 200), shifted(1, -1))
print(buckets(1000))
print(*text(12))
