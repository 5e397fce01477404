"""Ints read from short text, and powers modulo small numbers."""

for text in ("0", "-0", "+5", " 12 ", "1_000", "007", "-", "", "--1", "9" * 18, "9" * 19, "-" + "9" * 18, "1.5", "٣", "12a", "0x10", "1e3"):
    try:
        print(repr(text), int(text))
    except ValueError as error:
        print(error)
print(int("ff", 16), int("0b11", 0), int("10", 8), int(b"42"))
for a in (-7, 0, 1, 2, 10, 2 ** 61, 2 ** 70):
    for b in (0, 1, 2, 63, 1000, 2 ** 40):
        for m in (1, 2, 7, 97, 2 ** 31 - 1, 2 ** 61 - 1, 2 ** 62 - 57, 2 ** 80, -5):
            print(pow(a, b, m), end=" ")
    print()
for bad in ((2, -1, 4), (2, 3, 0)):
    try:
        print(pow(*bad))
    except ValueError as error:
        print(error)
print(pow(3, -1, 7), pow(True, 5, 3))
d = {i: str(i) for i in range(4)}
pairs = []
for pair in d.items():
    pairs.append(pair)
print(pairs, [k for k, v in d.items() if v > "1"], dict(d.items()) == d)
