"""Functions whose loops mask a parameter to 64 bits: called with ints of every size, and with
what is no int."""

M = 0xFFFFFFFFFFFFFFFF


def xorshift(state, n):
    total = 0
    for _ in range(n):
        state ^= (state << 13) & M
        state ^= state >> 7
        state ^= (state << 17) & M
        total += state & 0xFF
    return state, total


def splitmix(state, n):
    z = 0
    for _ in range(n):
        state = (state + 0x9E3779B97F4A7C15) & M
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
        z = z ^ (z >> 31)
    return z


def fnv(text, value):
    for c in text:
        value ^= ord(c)
        value = (value * 1099511628211) & M
    return value


def bits(x):
    n = 0
    while x:
        x &= x - 1
        n += 1
    return n


def gray(x, n):
    out = []
    for _ in range(n):
        out.append(x ^ (x >> 1))
        x = (x * 3 + 1) % 18446744073709551616
    return out, x // 7, x % 1000


def main():
    for start in (0, 1, 7, 2**31, 2**61 - 1, 2**61, 2**62 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 2**70 + 5, -1, -7, -(2**63), -(2**64) - 3):
        for n in (0, 1, 2, 20):
            print(start, n, xorshift(start, n), splitmix(start, n))
        print(fnv("a text", start), gray(start, 4))
        if start >= 0:
            print(bits(start))
    print(xorshift(True, 3), splitmix(False, 2), fnv("", True))


main()
