"""Ints around one and two machine words."""
edges = [0, 1, 2, 3, 7, 10, 63, 64, 100]
for bits in (31, 32, 53, 61, 62, 63, 64, 65, 95, 96, 126, 127, 128, 129, 200):
    for d in (-1, 0, 1):
        edges.append((1 << bits) + d)
edges += [-n for n in edges if n]
check = 0
for a in edges:
    for b in edges:
        for n in (a + b, a - b, a * b, a & b, a | b, a ^ b):
            check = (check * 31 + n) % 1000000007
        if b:
            assert (a // b) * b + a % b == a, (a, b)
            assert (a % b == 0) or ((a % b < 0) == (b < 0))
            check = (check * 31 + a // b + a % b) % 1000000007
            q, r = divmod(a, b)
            check ^= (q + r) % 1000003
        check = check * 3 + (a < b) + 2 * (a == b) + 4 * (a >= b)
        if 0 <= b < 300:
            check = (check * 7 + (a << b) + (a >> b)) % 1000000007
print(check % 1000000007)
for a in edges[::5]:
    print(a, -a, ~a, a * a, a >> 3, a << 3, a % 1000, a // 7, a & 0xFFFFFFFFFFFFFFFF, hash(a))


def mixed(n):
    s = 1
    h = 14695981039346656037
    for i in range(n):
        s = (s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        h ^= s >> 56
        h = (h * 1099511628211) % (1 << 64)
    return s, h, s - h, s * h


print(mixed(1000))
print([12345678901234567890123 for _ in range(2)], -9223372036854775808, 9223372036854775807 + 1)
for a in edges[::3]:
    print(hex(a), oct(a), bin(a), f"{a:x} {a:#X} {a:o} {a:_b}", "%x %o %#x" % (a, a, a))
print(hex(-(1 << 300) + 12345), oct(7 ** 200), bin(3 ** 100), f"{5 ** 77:_x}")
