"""int.to_bytes and int.from_bytes around the sizes of registers; int of text in any base; powers."""


def attempt(run):
    try:
        return run()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


NUMBERS = [0, 1, -1, 127, 128, -128, -129, 255, 256, 65535, 2**31, -(2**31), 2**55, 2**56 - 1, 2**61, -(2**61), 2**62, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1]
for n in NUMBERS:
    for length in (0, 1, 2, 4, 7, 8, 9):
        for order in ("big", "little"):
            for signed in (False, True):
                b = attempt(lambda: n.to_bytes(length, order, signed=signed))
                if isinstance(b, bytes):
                    back = int.from_bytes(b, order, signed=signed)
                    print(n, length, order, signed, b.hex(), back == n, int.from_bytes(list(b), order), int.from_bytes(bytearray(b), order))
                elif length in (1, 8):
                    print(n, length, signed, b)
print(attempt(lambda: (5).to_bytes(2, "middle")), attempt(lambda: (5).to_bytes(-1, "big")), (5).to_bytes(), (True).to_bytes(2, "big"))
print(attempt(lambda: int.from_bytes("ab", "big")), attempt(lambda: int.from_bytes(b"ab", "x")), int.from_bytes(b"", "big"), bool.from_bytes(b"\1", "big"))

TEXTS = ["0", "12", "-7", "+9", " 42 ", "1_000", "_1", "1_", "1__0", "0x1f", "0b101", "0o17", "0X1F", "ff", "zz", "1e3", "", "-", "0_0", "00", "012", "٣٤", "9" * 11, "-" + "f" * 16, "0x_ff", "0x", "1 2", "9" * 30]
for text in TEXTS:
    print(repr(text), [attempt(lambda: int(text, base)) for base in (0, 2, 8, 10, 16, 36)])
print(attempt(lambda: int("1", 1)), attempt(lambda: int("1", 37)), attempt(lambda: int("9" * 5000)), attempt(lambda: int("g", 16)))
for n in (0, 5, -5, 255, -256, 2**61, -(2**61), 2**70):
    print(hex(n), bin(n), oct(n), f"{n:x} {n:#o} {n:b} {n:_x} {n:#010x} {n:X}")
print([pow(b, e) for b in (-3, -1, 0, 1, 2, 10) for e in (0, 1, 2, 3, 20)], 2**61, 2**62, 2**63, (-2) ** 62, (-2) ** 63, 3**40, 10**19)
print(attempt(lambda: 0 ** -1), 2**-1, (-2) ** -2, 1 ** (10**20), (-1) ** (10**20 + 1), 0 ** (10**20))
