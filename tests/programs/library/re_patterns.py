# Patterns of all kinds, some with mistakes, on short texts: groups in repetitions that are tried and
# given up, references, conditions, looks, atomic groups.
import re

seed = 12345


def pick(choices):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return choices[seed // 65536 % len(choices)]


ATOMS = ["a", "b", "c", "a", "b", ".", "\\d", "\\w", "\\W", "\\b", "\\B", "^", "$", "[ab]", "[^a]", "[b-]", "[a\\d]", "\\1", "\\2", "\\n", "é", "(?P=n)", "[é-ü]", "\\x61"]
OPENERS = ["(", "(", "(?:", "(?P<n>", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?(1)"]
COUNTS = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,1}", "*+", "++", "?+", "{1,2}+", "**"]
LETTERS = ["a", "b", "c", "A", "1", "é", "\n", " "]


def sequence(depth):
    made = ""
    for _ in range(pick([1, 2, 3])):
        if depth and pick([True, False, False]):
            made += pick(OPENERS) + sequence(depth - 1)
            if pick([True, False]):
                made += "|" + sequence(depth - 1)
            made += pick([")", ")", ")", ")", ")", ")", ")", ")", ""])
        else:
            made += pick(ATOMS)
        made += pick(COUNTS)
    return made


def shown(m):
    return m and (m.span(), m.groups(), m.lastindex)


counts = {}
for number in range(700):
    pattern = pick(["", "", "(?i)", "(?s)", "(?m)"]) + sequence(3)
    try:
        p = re.compile(pattern)
    except re.error as e:
        counts[e.msg[:12]] = counts.get(e.msg[:12], 0) + 1
        print(number, ascii(pattern), e)
        continue
    text = "".join([pick(LETTERS) for _ in range(pick([1, 3, 5, 8]))])
    print(number, ascii(pattern), ascii(text), shown(p.search(text)), shown(p.fullmatch(text)), [m.span() for m in p.finditer(text)])
    try:
        print(ascii(p.sub(pick(["-", "<\\g<0>>", "\\1", "\\g<n>"]), text)), ascii(p.split(text, pick([0, 1]))))
    except (re.error, IndexError) as e:
        print(type(e).__name__, e)
print(sorted(counts.items()))
