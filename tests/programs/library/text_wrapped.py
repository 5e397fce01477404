# Texts wrapped, filled, shortened, indented and dedented in all ways.
import textwrap
from textwrap import TextWrapper, dedent, fill, indent, shorten, wrap

TEXTS = [
    "", " ", "a", "Hello there -- you goof-ball, use the -b option!", "  leading and trailing  ",
    "This is a paragraph that already has\nline breaks.  But some of its lines are much longer than the others,\nso it needs to be wrapped.\nSome lines are \ttabbed too.\nWhat a mess!\n",
    "averyveryveryverylongwordthatdoesnotfit and-a-hyphenated-averyverylongword end",
    "A short line. Note the single space. \"Quoted.\" Then more! What? yes.",
    "Some non-ASCII: \u00e9t\u00e9 \u4e2d\u6587\u5b57 na\u00efve\u00a0space em\u2014dash", "----- a--b c---d e-f-g 1-2-3 --foo-bar", "x" * 30, "one\x0btwo\x0cthree\rfour",
]


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in TEXTS:
    for width in (0, 1, 5, 12, 40):
        show(wrap, text, width)
        show(shorten, text, width)
    show(fill, text, 20, initial_indent="* ", subsequent_indent="  ")
    show(wrap, text, 15, break_long_words=False)
    show(wrap, text, 15, break_on_hyphens=False, drop_whitespace=False)
    show(wrap, text, 15, fix_sentence_endings=True, expand_tabs=False, tabsize=4)
    show(wrap, text, 15, replace_whitespace=False, max_lines=2)
    show(wrap, text, 15, max_lines=2, placeholder="~")
    show(wrap, text, 10, max_lines=1, placeholder=" and so on and on")
    show(fill, text, width=25, tabsize=2, max_lines=3, placeholder="...")
show(wrap, None)
show(wrap, "a", "b")
show(wrap, "a", bad=1)
show(shorten, "a b c")
for text in ["", "a", "  a\n  b", "  a\n    b\n", "\ta\n  b", "\t a\n\t b\n\n \t \n\t  c", "   \n  a\n \n", " a\nb", "  \tx\n  \ty\n   z", "\n\n", " a\r\n b\r\n", "\x0b a\n \x0b b", 3, None, b" a"]:
    show(dedent, text)
for text in ["", "a\nb", "a\n\nb\n", " \n\t\nx", "a\r\nb\x0cc\u2028d"]:
    show(indent, text, "> ")
    show(indent, text, "> ", lambda line: True)
    show(indent, text, "", predicate=lambda line: "a" in line)
show(indent, 3, "x")


class Mine(TextWrapper):
    def _split(self, text):
        return [part.upper() for part in super()._split(text)]


w = Mine(width=12, initial_indent="- ")
show(w.wrap, TEXTS[3])
w.width = 30
w.break_on_hyphens = False
show(w.fill, TEXTS[5])
print(w.width, w.placeholder, w.tabsize, w.max_lines, TextWrapper.__name__, TextWrapper.__module__, textwrap.TextWrapper is TextWrapper)
print(TextWrapper.wordsep_simple_re.pattern, TextWrapper().wordsep_re.split("a b-c"), TextWrapper.unicode_whitespace_trans[9])
