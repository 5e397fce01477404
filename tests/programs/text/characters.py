"""Characters of texts, one by one: compared, ordered, classified, searched and kept."""


def same_places(s, t):
    return sum(1 for i in range(min(len(s), len(t))) if s[i] == t[i])


def differ(s, t):
    found = []
    for i, x in enumerate(s):
        for j, y in enumerate(t):
            if x != y and x < y:
                found.append(x + y)
    return found


def first_of(text, wanted):
    """The character goes round the loop as a variable, and out of it."""
    i = 0
    c = text[0]
    while c != wanted:
        i += 1
        c = text[i]
    return i, c


def previous_equal(text):
    last = text[-1]
    runs = []
    for c in text:
        if c == last:
            runs.append(c)
        last = c
    return runs, last


def maybe(text, i):
    """A character, or something else."""
    c = text[i] if i < len(text) else ""
    if c == "":
        return "end"
    if c == "x":
        return "x"
    d = text[i] if i else None
    return d == "y", c


def kinds(text):
    out = [0] * 8
    for c in text:
        out[0] += c.isalnum()
        out[1] += c.isalpha()
        out[2] += c.isdecimal()
        out[3] += c.isdigit()
        out[4] += c.islower()
        out[5] += c.isnumeric()
        out[6] += c.isspace()
        out[7] += c.isupper()
    return out


def kinds_by_text(text):
    out = [0] * 8
    for k in range(len(text)):
        c = text[k : k + 1]
        for n, told in enumerate(
            (
                c.isalnum(),
                c.isalpha(),
                c.isdecimal(),
                c.isdigit(),
                c.islower(),
                c.isnumeric(),
                c.isspace(),
                c.isupper(),
            )
        ):
            out[n] += told
    return out


def among(text):
    few = many = wide = none = other = 0
    for c in text:
        few += c in "ab"
        many += c in "aeiou AEIOU.~\x00\x7f"
        wide += c in "é日a"
        none += c in ""
        other += c not in "xyz0123456789"
    return few, many, wide, none, other


def codes(text):
    total = 0
    for c in text:
        total = (total * 31 + ord(c)) & 0xFFFFFFFF
    return total, ord(text[0]) - ord("a"), ord(text[-1])


def never(text):
    """No character is equal to a text of another length."""
    return [c for c in text if c == "ab" or c == "" or "" == c], [c != "ab" for c in text]


def counted(text):
    seen = {}
    for c in text:
        if c in seen:
            seen[c] += 1
        else:
            seen[c] = 1
        if c == "b":
            seen[c + c] = c.upper()
    return seen


def classified(text):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - ord("a") + 3) % 26 + ord("a")))
        elif ch > "\x7f":
            out.append("[" + ch + "]")
        elif "Z" >= ch >= "A":
            out.append(ch.lower())
        else:
            out.append(ch)
    return "".join(out)


def error_of(function, *args):
    try:
        return function(*args)
    except (IndexError, TypeError) as error:
        return type(error).__name__, str(error)


def table(s, t):
    d = [[0] * (len(t) + 1) for _ in range(len(s) + 1)]
    for i in range(1, len(s) + 1):
        for j in range(1, len(t) + 1):
            if s[i - 1] == t[j - 1]:
                d[i][j] = d[i - 1][j - 1] + 1
            else:
                d[i][j] = max(d[i - 1][j], d[i][j - 1])
    return d[-1][-1]


texts = ["abcabc", "ABBA zz~", "naïve café", "日本語 text ä", "x", "٣4²½ \x1c\x85\u3000ǅ"]
for text in texts:
    print(repr(text), same_places(text, texts[0]), differ(text, "bé日")[:6])
    print(error_of(first_of, text, "b"), previous_equal(text))
    print([maybe(text, i) for i in range(3)])
    print(kinds(text), kinds(text) == kinds_by_text(text))
    print(among(text), codes(text), never(text))
    print(counted(text), classified(text), table(text, "cab é日"))

every = "".join(chr(n) for n in range(0x3100) if not 0xD800 <= n < 0xE000) + "\U0001d7d8𐐀🐍"
print(kinds(every) == kinds_by_text(every), kinds(every[:128]))
print(among(every), codes(every))

word = "hello"
for i in (-6, -5, -1, 0, 4, 5):
    print(i, error_of(lambda k: word[k] == "h" or word[k] < "i", i))
print(error_of(lambda k: ord(word[k]) + 1, 9), error_of(lambda k: word[k].isalpha(), -9))
print([ord(c) for c in "aé日🐍"], max("hello"), min(word), sorted(word))
c = word[1]
print(c is word[1], c == "e", {"e": 1}[c], len(c), bool(c), c * 3, c + word[0], [c], (c,))
