# Masks, moduli and factors beyond a machine integer as globals and as they
# are written down.
MASK = 0xFFFFFFFFFFFFFFFF
M32 = (1 << 32) - 1
MOD = 1 << 64
PRIME = 1099511628211
BIG = 10**20
HUGE = 1 << 98
NEGATIVE = -(1 << 70)


def fnv(text):
    h = 14695981039346656037
    for c in text:
        h = ((h ^ ord(c)) * PRIME) & MASK
    return h


def congruential(n):
    x = 1
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) % MOD
    return x


def below(n, seed):
    out = []
    for i in range(n):
        seed = (seed * 1103515245 + 12345 - i) % (1 << 31)
        out.append((seed % (1 << 64), -seed % (1 << 64), -seed % 8, seed % 1, seed % (1 << 65)))
    return out[-3:]


def signs():
    return [(a % MOD, a % (1 << 64), a % 16, a % (1 << 63), a % -(1 << 64)) for a in (-1, 0, 1, -(1 << 64), 1 << 64, -5 << 70, BIG)]


def shifted(n):
    t = 0
    for i in range(n):
        t ^= (i << 60) & ((1 << 64) - 1)
        t = (t >> 3) + (~t & M32)
        t -= HUGE % (i + 1)
    return t, HUGE >> 90, NEGATIVE // 3, NEGATIVE >> 60, NEGATIVE & MASK


print(fnv("hello"), fnv("Grüße " * 20))
print(congruential(1000), congruential(0))
print(below(50, 42))
for row in signs():
    print(row)
print(shifted(200))
print(BIG is BIG, BIG == 10**20, MASK + 1 == MOD, {MASK: "mask"}[(1 << 64) - 1])
try:
    print(MOD % 0)
except ZeroDivisionError as e:
    print(e)
