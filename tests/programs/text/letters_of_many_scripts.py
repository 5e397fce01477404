"""Case, search and encodings of text of many scripts."""
import random
random.seed(5)
A = "aébΣσςßÀÿñ日本ひカ한가яЯЁёѐџΑαωΩ𝄞😀 \u00a0\u0301İıŉǅ\u1e9eﬁ-1٣"
for n in range(80):
    s = "".join(random.choice(A) for _ in range(random.randrange(0, 12)))
    t = random.choice(A); u = random.choice(["", "x", "é", "日本", "😀"])
    r = (s.upper(), s.lower(), s.title(), s.swapcase(), s.casefold(), s.capitalize(), s.count(t), s.replace(t, u), s.replace(t, u, 2), s.split(t), s.split(t, 1), s.rsplit(t, 1), s[::-1], s[5:1:-1], s[::-2], s[-2::-1], s.find(t), s.isprintable(), s.isalpha(), s.partition(t), s.encode("latin-1", "replace"), s.encode("latin-1", "xmlcharrefreplace"), s.count(t + t), s.replace(t + t, u), s.encode().count(t.encode()), s.encode().replace(t.encode(), b"q"))
    print(r)
    try: print(s.encode("latin-1"), s.encode("ascii"))
    except UnicodeEncodeError as e: print(e)
print("ééééé".count("éé"), "ééééé".replace("éé", "x"), "ééééé".split("éé"))
print(sum(chr(c).isprintable() for c in range(0x30000)))
changed = 0
for code in range(0x30000):
    if not 0xD800 <= code < 0xE000:
        c = chr(code)
        for text in (c.upper(), c.lower(), c.title(), c.casefold(), c.swapcase()):
            changed = (changed * 31 + sum(map(ord, text))) % 1000000007
print(changed)


def places(text):
    """Every way to get at characters, in and out of order."""
    forward = [text[i] for i in range(len(text))]
    backward = [text[-i - 1] for i in range(len(text))]
    jumps = [text[i * 37 % len(text)] for i in range(len(text))]
    parts = [text[i : i + n] for i in range(0, len(text), 5) for n in (0, 1, 2, 3, 64, 70)]
    near = [text[i] + text[i - 1] + text[i - 2] + text[i] for i in range(2, len(text), 3)]
    assert forward == list(text) == [c for c in text] == backward[::-1]
    assert jumps == [list(text)[i * 37 % len(text)] for i in range(len(text))]
    assert "".join(backward) == text[::-1] == "".join(reversed(text))
    assert parts == ["".join(forward[i : i + n]) for i in range(0, len(text), 5) for n in (0, 1, 2, 3, 64, 70)]
    assert near == [forward[i] + forward[i - 1] + forward[i - 2] + forward[i] for i in range(2, len(text), 3)]
    grown = ""
    for i, c in enumerate(text):
        grown += c
        assert grown[i] == c and grown[i // 2] == text[i // 2]
    assert grown == text and hash(grown) == hash(text)
    return len(text), len(set(text)), text.find(text[-9:]), text.index(text[40:50])


for unit in ("aé日本😀ß", "Grüße aus Köln, ", "日本語の文章", "αβγδε ζ", "x😀", "naïve café ", "a\udc80é"):
    for n in (9, 64, 65, 130):
        print(places((unit * n)[: n * 3 + 50]))

for code in (0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF, 0x3042, 0x3442):
    one = chr(code)
    print(ascii(one), one == chr(code), {one: 1}.get((one * 2)[1]), ord((one + "x")[0]), one.isalpha(), one.isupper())

kept = [chr(0x4E00 + i) for i in range(5000)]
print("".join(kept[::999]), kept == [chr(0x4E00 + i) for i in range(5000)], len(set(kept)))

latin = bytes(range(256)).decode("latin-1") * 3
print(latin.encode("latin-1") == bytes(range(256)) * 3, hash(latin) == hash(latin[:300] + latin[300:]))
print("Grüße日😀".encode("utf-16-le"), "Grüße日本語 text and more".encode("utf-16-be"), "é".encode("utf-16")[2:])
try:
    ("a" * 20 + "é" * 20 + "日").encode("latin-1")
except UnicodeEncodeError as e:
    print(e)
print(repr("a'é\"日\n\x85\u3000"), ascii("é日😀'\x7f"), sorted(["é", "日本", "日", "a", "日本語", "éa", "😀", "日𐀀"]))
print([c for c in "ΑΒΓΣς ßſǅǆ" if c.isalpha()], "ΑΒΓΣς ßſǅǆ".casefold(), "ÀΩЯ".lower(), "αωſ".lower())
