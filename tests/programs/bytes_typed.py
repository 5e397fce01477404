# What the methods of bytes give is bytes; what those of bytearray give is not.
def words(data):
    total = 0
    for word in data.upper().replace(b"-", b" ").split():
        total += word[0] + len(word.strip(b"A"))
        for byte in word.lower().center(9, b"."):
            total += byte
    return total


def each(data):
    return [
        data.upper(),
        data.title().swapcase(),
        data.zfill(12),
        data.removeprefix(b"ab"),
        data.expandtabs(),
        data.ljust(10, b"*") + b"!",
        data.translate(None, b"a"),
        data.find(b"c"),
        data.startswith((b"a", b"b")),
        data.hex(),
        data.decode().upper(),
        data.join([b"1", b"2"]),
        type(data.lower()),
    ]


print(words(b"an-apple a\tday"))
print(each(b"ab cd\te"))
for item in each(bytearray(b"ab cd\te")):
    print(item)
changed = bytearray(b"abc").upper()
changed.append(33)
print(changed, b"abc".upper()[1], bytearray(b"abc").upper()[1])
print((1, 2, 1).count(1), range(10).index(4), (2.5).is_integer(), (7).bit_length(), True.conjugate())
print((5).to_bytes(2, "big").hex(), (0.5).hex(), (0.25).as_integer_ratio())
print("a-b".replace("-", "+").center(9, "*"), "ab".translate({97: "x"}), "{:>4}".format(3))
for bad in (lambda: b"a".center("x"), lambda: "a".upper(1), lambda: b"a".nothing(), lambda: (1,).index(2)):
    try:
        print(bad())
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)
