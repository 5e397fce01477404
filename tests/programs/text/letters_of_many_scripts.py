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
