# Methods with defaults and keywords, whose calls need no look-up, and the
# short ways through text, tables and sequences.
import bisect
import heapq
import os
import tempfile


def methods():
    b = b"abc"
    print(b.ljust(5), b.center(7, b"*"), b.hex(), b.hex(":"), b.decode(), b.decode(errors="replace"))
    print((300).to_bytes(4, "big"), (300).to_bytes(length=4, byteorder="little", signed=True), (5).bit_length())
    print("a-b-c".split(sep="-", maxsplit=1), "a b".split(maxsplit=1), "ab".encode(errors="strict"), "é".encode())
    print((1, 2, 3).index(2), (1, 2, 2).count(2), (2.0).is_integer(), "a\tb".expandtabs(tabsize=4))
    print(sorted([3, 1, 2], reverse=True), sorted([3, 1, 2], key=lambda v: -v), sum([1, 2], start=5))
    numbers = [3, 1, 2]
    numbers.sort(reverse=True, key=lambda v: v)
    print(numbers, "one\ntwo".splitlines(keepends=True))
    for wrong in (
        lambda: "a".ljust(5, "ab"),
        lambda: "a".encode("nope"),
        lambda: "é".encode("ascii"),
        lambda: b"\xff".decode(),
        lambda: "a".split(sep=""),
        lambda: "a".split(separator="b"),
        lambda: "a".split(",", sep=","),
        lambda: (300).to_bytes(1, "big"),
        lambda: (300).to_bytes(2, "middle"),
        lambda: sorted([1, "a"], reverse=True),
    ):
        try:
            print(wrong())
        except Exception as error:
            print(type(error).__name__, error)


def order(text, trace):
    trace.append(text)
    return text


def order_of_arguments():
    trace = []
    print("a-b-c".split(maxsplit=len(order("x", trace)), sep=order("-", trace)), trace)


def padding_and_case():
    print("x".center(5, "*"), "x".center(4, "é"), "+5".zfill(5), "-".zfill(1), "-".zfill(4), "é".zfill(3), "".zfill(2))
    print("é".ljust(4) + "|", "ab".rjust(1), "".ljust(1) + "|", "".center(0) + "|")
    print("a".upper(), "".upper(), "abC dEf".title(), "ABC".capitalize(), "aBc".swapcase(), "ÀB".lower())
    print("aXbX".replace("X", "y"), "aéX".replace("X", "y"), "X".replace("X", "y"), "aXX".replace("X", "y", 1))
    print("hello"[::-1], "h"[::-1], ""[::-1], "abc"[3::-1], "abcdef"[4:1:-1], "aéb"[::-1])
    print([1, 2, 3, 4][::-1], [1, 2, 3, 4][2:0:-1], [1.5, 2.5][::-1], [][::-1])


class Table:
    asked = 0

    def __getitem__(self, code):
        Table.asked += 1
        if code == 98:
            raise KeyError(code)
        return code + 1


def translations():
    print("hello".translate({104: None, 101: "XY", 108: 76}), "héllo".translate(str.maketrans("lé", "L#")))
    print("abc".translate({}), "a,b.c".translate(str.maketrans("", "", ",.")), "aab".translate({97: 8364}))
    print("aabbcc".translate(Table()), Table.asked)
    for table in ({97: 1.5}, {97: 0x110000}, {97: -1}):
        try:
            "xa".translate(table)
        except Exception as error:
            print(type(error).__name__, error)


def tables():
    d = {1: 2, "a": 3}
    copy = d.copy()
    copy["z"] = 1
    print(copy, d, {**d, "q": 1}, d | {5: 6}, dict(d), {**{}, **copy})
    del copy["a"]
    again = copy.copy()
    again["a"] = 9
    print(again, list(again), copy)
    big = {i: str(i) for i in range(100)}
    other = dict(big)
    for i in range(0, 100, 2):
        del other[i]
    print(len(big), len(other), sum(other), list(other.items())[:2], sum({1: 2, 2: 5}.values()))
    for k in d:
        d[k] = 1
    try:
        for k in d:
            d[str(k) + "n"] = 1
    except RuntimeError as error:
        print(error)


def comparisons():
    nan = float("nan")
    print([nan] == [nan], [1, nan] < [1, nan], [nan, 1] < [nan, 2], (nan, 1) < (nan, 2), [nan] == [float("nan")])
    print([1, 2, 3] < [1, 2], [1.0, 2] == [1, 2.0], [True] == [1], [1, [2, 3]] < [1, [2, 4]], [] == [], [1] > [])
    print((1, "b") > (1, "a"), (1,) < (1, 2), max([(1, "x"), (1, "y")]), min([1.5, 1, 2.5]), [1, 2] != [1, 3])
    heap = []
    for item in [(3, "c"), (1, "z"), (1, "a"), (2, "q"), (1.5, "u")]:
        heapq.heappush(heap, item)
    print([heapq.heappop(heap) for _ in range(5)])
    floats = [3.5, 1.5, 2.5, -1.0]
    heapq.heapify(floats)
    print([heapq.heappop(floats) for _ in range(4)])
    print(bisect.bisect_left([1, 2, 3], 2), bisect.bisect([1, 2, 3], 2, lo=1, hi=2), bisect.bisect([1.5, 2.5], 2))
    print(bisect.bisect([(1, "a"), (2, "b")], 2, key=lambda pair: pair[0]), bisect.bisect_left(["a", "c"], "b"))
    try:
        bisect.bisect([1, 2], "a")
    except TypeError as error:
        print(error)


def texts():
    print(set("hello") == {"h", "e", "l", "o"}, list("héy"), sorted("listen"), sorted(set("banana")))
    for n in (1, 2, 3, 4, 7, 8, 15, 16, 17, 40):
        text = "abcdefghijklmnopqrstuvwxyz"[:n] * 2
        print(f"{text}|{n}", "-".join([text, text[:n]]))
    print(hex(255), hex(-255), bin(5), oct(64), hex(2**70), hex(0), bin(-(2**61)))
    literals = [b"\x00\xff" for _ in range(2)]
    print(literals, literals[0] is literals[1], b"" + b"\n")


def to_a_file():
    path = os.path.join(tempfile.mkdtemp(), "lines")
    with open(path, "w") as file:
        print(1, "two", 3.5, None, file=file)
        print("a", "b", sep="", end="", file=file)
        print(file=file, flush=True)
    with open(path) as file:
        print(file.readlines())
    try:
        print("late", file=file)
    except ValueError as error:
        print(error)
    os.remove(path)
    os.rmdir(os.path.dirname(path))


methods()
order_of_arguments()
padding_and_case()
translations()
tables()
comparisons()
texts()
to_a_file()
