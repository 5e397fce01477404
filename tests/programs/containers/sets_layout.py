"""The order of sets is that of CPython's table, whatever was added, removed and merged."""


def numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2147483648
        yield seed >> 8


def churn(n, span, seed):
    s = set()
    source = numbers(seed)
    for _ in range(n):
        x = next(source)
        match x % 5:
            case 0 | 1 | 2:
                s.add(x // 5 % span)
            case 3:
                s.discard(x // 5 % span)
            case 4:
                if s and x % 3 == 0:
                    s.pop()
    return s


def walk(s):
    total = 0
    for place, item in enumerate(s):
        total = (total * 31 + place * item) % 1000003
    return total


def operations(a, b):
    for result in (a | b, a & b, a - b, a ^ b, b - a, a.copy(), set(a), frozenset(b)):
        print(len(result), walk(set(result)), list(result)[:12])
    c = a.copy()
    c |= b
    c -= set(range(0, 50, 3))
    print(list(c)[:20])
    c &= a
    c ^= b
    print(list(c)[:20], c == (c | c), a <= (a | b), a.isdisjoint(b), (a & b) < a)


def changed():
    s = {1, 2, 3}
    try:
        for x in s:
            s.add(x + 10)
    except RuntimeError as error:
        print(error)
    s = {1, 2, 3}
    try:
        for x in s:
            s.discard(x)
    except RuntimeError as error:
        print(error, s)
    s = set(range(6))
    met = []
    for x in s:
        met.append(x)
        if len(met) < 20:
            s.discard(x)
            s.add(x + 64)
    print(met, s)
    s = {5}
    for x in s:
        s = {6, 7}
    print(s, [x for x in set()], sum(x for x in {1, 2, 3}))


def in_parts():
    pairs = {(i, i * i % 7) for i in range(20)}
    print(sum(a * b for a, b in pairs), len({b for _, b in pairs}))
    names = {f"n{i % 5}" for i in range(20)}
    print(sorted(name.upper() for name in names), sorted({len(name) for name in names}))
    mixed = {1, 2.5, 3, 10**20, -1, -2, True, 1.0}
    print(mixed, 1.0 in mixed, 2 in mixed, 10**20 in mixed, -2.0 in mixed)
    for s in ({0, 8, 16, 24, 32}, {2**61 - 1, 0, 2**61}, {-1, -2, -3}):
        print(s, len(s), 0 in s, -1 in s)
    for i, (a, b) in zip(range(3), {(1, 2): 0, (3, 4): 1}):
        print(i, a + b)
    for i, x in enumerate({10, 20}):
        print(i, x)


def main():
    for n, span in ((10, 10), (60, 40), (400, 100), (3000, 5000), (9000, 300)):
        s = churn(n, span, n)
        print(len(s), walk(s), list(s)[:16])
    operations(churn(200, 90, 1), churn(300, 120, 2))
    operations(set(range(100)), set(range(50, 3000, 7)))
    operations({7}, churn(3000, 100000, 5))
    changed()
    in_parts()
    s = set(range(1000))
    while len(s) > 3:
        s.pop()
    print(s, s.pop(), s)
    s.clear()
    s.update("hello"[:1], [1])
    print(len(s))


main()
