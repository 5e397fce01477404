"""Literal templates of `format` and `%`: what CPython does, whatever the types."""


class Loud:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        print("str", self.name)
        return "<" + self.name + ">"

    def __repr__(self):
        print("repr", self.name)
        return "Loud(" + self.name + ")"

    def __format__(self, spec):
        print("format", self.name, repr(spec))
        return spec or "plain"


class Failing:
    def __str__(self):
        raise ValueError("no text")


def noted(x):
    print("noted", x)
    return x


def show(n, x, s, b, none, loud, any_):
    print("{} {} {} {} {}".format(n, x, s, b, none))
    print("{0}{2}{1}{0}".format(n, x, s), "{a}-{b}-{a}".format(b=n, a=s))
    print("{:>5}|{:<6}|{:^7}|{:08.3f}|{:+d}|{:,}|{:x}|{:#b}".format(s, n, s, x, n, n, n, n))
    print("{!r} {!s:>6} {!a}".format(s, s, "é"), "{{}} {}".format(n), "{{{}}}".format(s))
    print("{} {!r} {!s} {:spec}".format(loud, loud, loud, loud))
    print("%s %s" % (loud, any_), "%r" % (loud,), "%10s|%-8s|" % (loud, s))
    print("%d %5d|%-5d|%05d|%+d|% d" % (n, n, n, n, n, n), "%i" % n, "%u" % n)
    print("%x %X %o %#x %#06x" % (n, n, n, n, n), "%08X" % n)
    print("%f %.2f %8.3f|%-8.1f|%+.1e %g %G" % (x, x, x, x, x, x, x), "%.f" % x, "%.0f" % 2.5)
    print("%s %s %s %s" % (n, x, b, none), "%5s|%.2s|%5.1s|" % (s, s, s), "%s" % s, "%s%%" % n)
    print("%f %e" % (n, n), "%05.1f|%s" % (x, s), "%5.1f%%" % x, "100%% of %s" % s)
    print("%d" % x, "%d" % b, "%c%c" % (65, "z"), "%(k)s %(k)d" % {"k": n}, "%*d" % (6, n))
    print("%5s|%-5s|%5s" % (n, x, b), "%r %a" % (s, "ü"), "%s" % (noted(n),))
    print("{} {}".format(noted(1), noted("two")), "%s %s" % (noted(3), noted(4.5)))


for n in (0, 7, -42, 10**20):
    show(n, n / 4, "ab" + str(n)[:2], n > 0, None, Loud("L"), [n, "x"])
for x in (float("inf"), float("-inf"), float("nan"), -0.0, 1e300):
    print("%f|%8.2f|%-8g|%+e" % (x, x, x, x), "{:8.2f}|{}|{:g}".format(x, x, x), "%06.1f" % x)


def attempt(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, e)


attempt("few", lambda: "{} {}".format(1))
attempt("name", lambda: "{x}".format(y=1))
attempt("mixed", lambda: "{} {0}".format(1))
attempt("single", lambda: "a } b".format(1))
attempt("open", lambda: "a { b".format(1))
attempt("many", lambda: "%d" % (1, 2))
attempt("few", lambda: "%d %d" % (1,))
attempt("kind", lambda: "%d" % "x")
attempt("kind", lambda: "%x" % 1.5)
attempt("format", lambda: "{:d}".format("x"))
attempt("format", lambda: "{:q}".format(1))
attempt("letter", lambda: "%y" % 1)
attempt("end", lambda: "abc %" % 1)
attempt("none", lambda: "abc" % 1)
attempt("failing", lambda: "%s" % Failing())
attempt("failing", lambda: "{} {}".format(noted(1), Failing()))
attempt("nested", lambda: "{:{}} {:{w}.{p}f}".format("x", 5, 2.5, w=8, p=2))
attempt("attribute", lambda: "{0.name} {0.name!r:>6}".format(Loud("M")))
attempt("item", lambda: "{0[1]} {0[0]}".format([1, 2]))
attempt("spread", lambda: "{} {} {k}".format(*[1, 2], **{"k": 3}))
attempt("tuple", lambda: "%s" % ((1, 2),))
attempt("unused", lambda: "{}".format(noted(1), noted(2), k=noted(3)))
pair = (1, "b")
attempt("pair", lambda: "%s-%s" % pair)
print("{:.1f} {:5.2f}%".format(0.25, 12.5), "{:>10}".format("ab"), "{:10}|{:10}".format("ab", 5))
