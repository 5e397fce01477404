# Regular expressions in a program that needs no CPython.
import copy
import re
from re import compile as compiled, error, findall


def attempt(work):
    try:
        return work()
    except (error, TypeError, ValueError, IndexError, OverflowError) as e:
        return type(e).__name__, str(e)


class Log:
    LINE = re.compile(r"(?P<when>\d\d:\d\d) (?P<level>[A-Z]+)(?: \[(?P<where>\w+)\])? (?P<what>.*)")

    def __init__(self, text):
        self.entries = [m.groupdict() for m in self.LINE.finditer(text)]

    def levels(self):
        return sorted({entry["level"] for entry in self.entries})


log = Log("10:00 INFO [main] up\n10:01 WARN slow: 12 ms\nnoise\n10:02 INFO down")
print(log.entries, log.levels())

# What a pattern says of itself.
p = re.compile(r"(?P<key>\w+)\s*=\s*(?P<value>\d+|'[^']*')(;)?", re.I | re.M)
print(p.pattern, p.flags, p.groups, dict(p.groupindex), p)
print(p == re.compile(p.pattern, re.I | re.M), p is re.compile(p), p != re.compile("a"), copy.copy(p) is p, copy.deepcopy(p) is p)
print(hash(p) == hash(re.compile(p)), isinstance(p, re.Pattern), len({p, re.compile(p.pattern, 10)}))
print(re.compile("x" * 250), re.compile(b"\xff", re.L), re.compile("a", re.A | re.S | re.X))

# What a match says.
m = p.search("-- Size = 12; name='x'")
print(m, m.group(), m.group(0, "key", 2), m["value"], m[3], m.groups(), m.groupdict())
print(m.start(), m.end("key"), m.span(2), m.lastindex, m.lastgroup, m.pos, m.endpos, m.re is p, m.string, m.regs)
print(m.expand(r"\g<value>:\1\n\\"), bool(m), copy.copy(m) is m, isinstance(m, re.Match))
m = p.search("a=1 b=2", 2, 7)
print(m, m.pos, m.endpos, m.groups(), m.groups("-"), m.groupdict(0), m.group(3), m.start(3), m.span(3))
print(attempt(lambda: m.group(4)), attempt(lambda: m.group("no")), attempt(lambda: m[None]), attempt(lambda: m.start(-1)))

# Functions.
text = "one, two;three  four"
print(re.match("o", text), re.match("t", text), re.fullmatch(r"[a-z,; ]+", text), re.search("t", text))
print(findall(r"\w+", text), re.findall(r"(\w)(\w)\b", text), re.findall("(e)|x", text), re.findall("", "ab"))
print(re.split(r"[,;\s]+", text), re.split(r"([,;])", text), re.split("x*", "axbc"), re.split(" ", text, 1))
print(re.split("(a)|b", "xaybz", maxsplit=1), re.split("a", ""))
print(re.sub(r"(\w+)", r"<\1>", text), re.subn("[aeiou]", "", text), re.sub("o", "0", text, 1), re.sub("o", "0", text, count=2))
print(re.sub(r"\b\w", lambda m: m.group().upper(), text), re.subn("x", lambda m: "y", text), re.sub("(t)?", "<\\1>", "at"))
print(re.sub("t", None.__class__.__name__, text), re.sub("a", lambda m: None, "banana"), re.sub(",", r"\n\t\\\x41"[:6], text))
print([m.span() for m in re.finditer("o?", "foo")], list(map(str, re.finditer("f", "foo"))), next(re.finditer("q", "foo"), None))
print(re.escape("a.b*c [d]-é\n"), re.escape(b"1+1=2"), re.escape(""))

# Bytes.
data = b"k1=v1&k2=\xff\x00"
print(re.findall(rb"(\w+)=([^&]*)", data), re.sub(rb"\d", b"#", data), re.split(b"&", data), re.match(rb"k(\d)", bytearray(data)).group(1))
print(re.compile(b"a").search(b"bab"), re.sub(b"(k)", lambda m: m[1].upper(), data), re.fullmatch(rb"(?i)K1.*", data, re.S).end())

# Flags.
print(re.I, re.I | re.M, repr(re.S | re.X), str(re.A), f"{re.U}", re.I & re.M, re.I | 4096, ~re.I, re.I == 2, int(re.M), re.NOFLAG)
print((re.I | re.M).value, re.I.name, bool(re.NOFLAG), re.I ^ re.I, 8 | re.I, re.I + 1, isinstance(re.I, int))
flags = re.VERBOSE
flags |= re.I
print(re.findall(r""" ( [a-z]+ ) \s* # a word
                      (?: = | := ) """, "A = 1\nb:=2", flags))

# Unicode.
print(re.findall(r"\w+", "naïve Ωmega ١٢ 名前_x"), re.findall(r"(?a)\w+", "naïve"), re.search("(?i)straße", "STRAẞE"), re.findall("(?i)k", "kK\u212a"))
print(re.sub("(?i)é", "e", "ÉTÉ été"), re.search("[^\x00-\x7f]+", "abcßéd").span(), re.split("\\W", "a—b c"), re.match(".", "\U0001f600x").end())
print(re.search("ς", "ΣΑΣ", re.I), re.findall("[α-ω]+", "ΑΒΓ abc δ", re.I), re.search("\ud800", "a\ud800b").span())

# What goes wrong.
print(attempt(lambda: re.compile("(")), attempt(lambda: re.compile("a\n(b")), attempt(lambda: re.match("a", 5)))
print(attempt(lambda: re.match("a", b"a")), attempt(lambda: re.match(b"a", "a")), attempt(lambda: re.compile(5)), attempt(lambda: re.compile(["a"])))
print(attempt(lambda: re.compile(re.compile("a"), re.I)), attempt(lambda: re.sub("a", r"\1", "a")), attempt(lambda: re.sub("a", r"\g<x>", "a")))
print(attempt(lambda: re.sub("a", 5, "a")), attempt(lambda: re.sub("a", b"b", "a")), attempt(lambda: re.sub("a", b"b", "c")))
print(attempt(lambda: re.sub("a", lambda m: 5, "a")), attempt(lambda: re.compile("a", re.L)), attempt(lambda: re.compile("a{99999999999}")))
try:
    compiled("x(?P<n>a)(?P<n>b)\n")
except error as e:
    print(e.msg, e.pattern, e.pos, e.lineno, e.colno, e.args, isinstance(e, Exception), type(e))
re.purge()
print(re.match("a", "ab"))

# Large ranges without regard to case.
for pattern in ("[\u00a1-\uffff]", "[^a-z\u00a1-\ub000]", "[\uabf0-\ufb10x]", "[\ua630-\ua650\u2e00-\u2e90]", "[\U00010000-\U0010ffff]"):
    for flags in (re.I, re.I | re.A):
        found = [code for code in range(0x10800) if not 0xD800 <= code < 0xE000 and re.match(pattern, chr(code), flags)]
        print(ascii(pattern), int(flags), len(found), sum(found), found[:3], found[-1])
