import random
random.seed(1)
nums = [0, 1, -1, 7, 10, 99, 100, 123, -123, 999, 1000, -1000, 12345, 1234567, -98765432, 2**40, 2**61, -2**61, 2**62, 10**18, 10**30, -10**25, 4611686018427387903, -4611686018427387904]
for n in nums:
    print(n, str(n), f"{n}", f"{n:5}", f"{n:05}", f"{n:<8}|", f"{n:>12d}", f"{n:^9}|", f"{n:,}", f"{n:12,}", f"{n:<15,}|", f"{n:010d}", hex(n), oct(n), bin(n), "%d" % n, "%5d" % n, f"{n:x}", f"{n:+d}", f"{n:99}"[:3])
    print(f"<{n}>{n}", f"{n}{''}", f"{''}{n}", f"{n}{n*0.5}", f"{n!r}a{n!s}")
for x in [0.0, -0.0, 1.0, 0.1, 1e-4, 9.9e-5, 1e16, 9999999999999998.0, 123456.789, 1e300, -2.5, 3.5, float("inf"), float("nan"), 1e15, 5e-324, 2.675, 0.5, 1.5, 1e21]:
    print(x, f"{x}", f"{x:.2f}", f"{x:8.3f}|", f"{x:.0f}", f"{x:12.1f}", f"{x:.9f}", repr(x), str([x]), f"a{x}b{int(1) if x != x else 2}")
for s in ["12", " 12 ", "+5", "-7", "12\n", "\t 99", "+ 5", "", " ", "1_000", "0x1", "12x", "٣", " ٣ ", "+-3", "999999999999999999999", "007", "--2"]:
    try: print(repr(s), int(s))
    except ValueError as e: print(e)
for t in ["", " ", "  \t\n", " a ", "a", " ab", "ab ", "\x1fab\x1c", " é ", "\xa0é\u3000", "xx a xx"]:
    print(ascii([t.strip(), t.lstrip(), t.rstrip(), t.strip("x"), t.strip("x ")]))
hay = "abracadabra"
for n in ["", "a", "abra", "bra", "cad", "xyz", "abracadabra", "abracadabraa", "ra", "a" * 70]:
    print(n in hay, hay.find(n), hay.find(n, 3), hay.find(n, 2, 5), hay.rfind(n), hay.count(n), (hay * 9).find(n), n in hay * 20)
    try: print(hay.index(n))
    except ValueError as e: print(e)
