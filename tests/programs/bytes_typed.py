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


def grows(n):
    data = b""
    for i in range(n):
        data += bytes([i & 255])
        if i % 50 == 0:
            kept = data
    kept += b"!"
    same = data
    same += b"?"
    return len(data), data[-3:], len(kept), kept[-2:], same[-2:], data[-1:]


print(grows(1), grows(2), grows(700))
b = b"ab"
c = b + b""
d = b"" + b
b += b
print(b, c, d, b * 2, 2 * b, b * -1, True * b, hash(b + b"x") == hash(b"ababx"))
try:
    print(b"a" + "b")
except TypeError as e:
    print(e)
try:
    b += 5
except TypeError as e:
    print(e, b)


def noisy(items):
    for item in items:
        print("item", item)
        yield item


for kind in (bytes, bytearray):
    for items in ([1, 255], [True, 7], [3, 256, 4], [5, -1, 6], [1, "x", 2], [1, 2.0, 3], [10**30]):
        try:
            print(kind(noisy(items)))
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
print(bytes(x ^ 3 for x in b"abc"), bytearray(x for x in range(3)), bytes(i for i in ()), b"-".join(bytes([i]) for i in b"xyz"))
try:
    print(bytes(print("made", x) or x * 100 for x in range(5)))
except ValueError as e:
    print(e)
try:
    print(bytearray(print("made", x) or x * 100 for x in range(5)))
except ValueError as e:
    print(e)
try:
    print(bytes(x for x in ["1"]))
except TypeError as e:
    print(e)
try:
    print(b",".join(x for x in [b"a", "b"]))
except TypeError as e:
    print(e)
