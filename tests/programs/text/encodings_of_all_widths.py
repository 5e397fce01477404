"""Texts of characters of one to four bytes, in the encodings that are made here, and what is broken in them."""

import random

POOL = ["a", "Z", " ", "é", "ÿ", "ж", "Ω", "߿", "ࠀ", "日", "\uffff", "😀", "\x00", "\x7f", "\x80", "b" * 8, "жжжж", "é" * 4, "x" * 5]
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "ascii", "utf-32", "utf-8"]


def total(data):
    return sum((i + 1) * byte for i, byte in enumerate(data)) % 1000003


def broken(data):
    data = bytearray(data)
    for _ in range(2):
        if data:
            data[random.randrange(len(data))] = random.choice([0xD8, 0xDC, 0xFF, 0, 65])
    return bytes(data[: len(data) - random.randrange(2)])


def tried(work):
    try:
        return work()
    except UnicodeError as e:
        return str(e)


def main():
    random.seed(3)
    for n in range(250):
        top = random.choice([3, 5, 8, 11, 12, len(POOL)])
        text = "".join(random.choice(POOL[:top] + POOL[12:]) for _ in range(random.randrange(40)))
        found = []
        for encoding in ENCODINGS:
            for errors in ("strict", "replace", "ignore", "xmlcharrefreplace"):
                data = tried(lambda: text.encode(encoding, errors))
                if isinstance(data, str):
                    found.append(data)
                    continue
                found.append((total(data), data.decode(encoding) == text))
                if n % 5 == 0:
                    wrong = broken(data)
                    for handler in ("strict", "replace", "ignore", "backslashreplace"):
                        found.append(ascii(tried(lambda: wrong.decode(encoding, handler))))
        print(found)
    print(all(bytes(range(n)).decode("latin-1") == "".join(map(chr, range(n))) for n in range(257)))
    print(all(hash((c + "q") * 200) == hash((c + "q") * 199 + c + "q") for c in POOL))


main()


def outcome(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e), repr(e.__cause__)


# Codecs of CPython's table say which of them an error of a handler is from.
for name in "utf-16-le utf-16-be utf-32-le utf-16 utf-8 UTF8 u8 utf-8-sig 646 us-ascii latin-1".split():
    for handler in ("xmlcharrefreplace", "nonesuch"):
        print(name, outcome(lambda: bytes([0x81, 0xd8, 0xff]).decode(name, handler)))
        print(name, outcome(lambda: "\ud800\u1234".encode(name, "nonesuch")))
