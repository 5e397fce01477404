# Fields of f-strings, `%` and `str.format`: every kind of specification, of ints, floats and strs.
import random
def main():
    r = random.Random(5)
    for x in [0.0, -0.0, 1.5, -2.25, 1e16, 1e15, 123456.789, 1e-5, 0.0001, 99999.95, 999999.5, 1e300, -1e-300, float("inf"), float("-inf"), float("nan"), 5e-324, 0.5, 2.5, 1.0, 100.0, 1e22]:
        print(f"{x}|{x:f}|{x:.0f}|{x:.3f}|{x:10.2f}|{x:<10.2f}|{x:^11.1f}|{x:+.2f}|{x: .2f}|{x:010.2f}|{x:,.2f}|{x:_.1f}|{x:*>12.1f}")
        print(f"{x:e}|{x:.0e}|{x:.3e}|{x:12.2e}|{x:E}|{x:g}|{x:.3g}|{x:.10g}|{x:G}|{x:.1%}|{x:%}|{x:>12}|{x:<12}|{x:012}|{x:=+12}|{x:,}|{x:#.3g}|{x:015,.2f}|{x:.17f}|{x:.30f}|{x:.40e}|{x:.3}|{x:F}")
        print(f"{x:.2f}", f"{x:>8.1f}", "%5.2f|%e|%g|%s|%10.3f|%-10.2f|%+d" % (x, x, x, x, x, x, 5), "{:.3f} {:>9.2f}".format(x, x))
    for n in [0, 1, -1, 7, 255, -255, 1000, 999, 1234567, -1234567, 10 ** 15, 2 ** 62, -2 ** 62, 2 ** 64, 10 ** 30, -10 ** 30]:
        print(f"{n}|{n:d}|{n:5}|{n:<8}|{n:^9}|{n:08}|{n:+}|{n: }|{n:,}|{n:_}|{n:x}|{n:X}|{n:#x}|{n:#010x}|{n:b}|{n:#b}|{n:o}|{n:08b}|{n:*^20,}|{n:_x}|{n:020,}|{n:.2f}|{n:e}|{n:g}|{n:%}|{n:+08.1f}|{n:>+12d}|{n:x<12}|{n:=12}|{n:<05}|{n:#_b}")
        print(f"{n:>4}", f"{n:03d}", "%5d|%x|%o|%-8d|%08d|%+d|%#x" % (n, n, n, n, n, n, n), "{0:>10} {0:,}".format(n))
    for s in ["", "a", "abc", "héllo", "日本語テキスト", "x" * 30]:
        print(f"{s:10}|{s:>10}|{s:^10}|{s:*<8}|{s:.2}|{s:10.3}|{s:s}|{s:05}|{s!r:>12}|{s:>3}", f"{s:>6}", "%10s|%-10s|%.2s" % (s, s, s))
    for _ in range(2000):
        x = r.uniform(-10, 10) * 10 ** r.randint(-20, 20); p = 3
        print(f"{x:.2f} {x:.1e} {x:g} {x:.12g} {x:.4%} {x:9.3f} {x:,.3f} {x:.0f} {x:.15e}")
    b = True
    print(f"{b:5}|{b:d}|{b}|{b:>6}", f"{None!s:>6}", f"{b!r:>8}")
    w, p = 10, 3
    print(f"{3.14159:{w}.{p}f}|{42:{w}}|{'s':{w}}|{'s':>{w}}|{42:0{w}d}")
    for spec in ["5", "05", "x", ",", ".2f", "+", "q", ".", "=5", "1000", "e", "*^9", "08,", "_d", "c"]:
        for v in [42, 3.5, "str", True, -7]:
            try: print(spec, format(v, spec))
            except (ValueError, OverflowError) as e: print(spec, e)
    try: print(f"{10 ** 5000:d} x")
    except ValueError as e: print(e)
    try: print(f"{10 ** 400:.2f} x")
    except OverflowError as e: print(e)
main()
def t(f, *a):
    try:
        print(f(*a))
    except Exception as e:
        print(type(e).__name__, e)
def f(v):
    x = f'{v:<-012}'
t(f, 'abc')
def f(v):
    return f'{v:<-012}'
t(f, 'abc')
def g():
    v = 1
    i = 0
    while i < 3:
        i += 1
        v = f'{v:<-012}'
t(g)
def g():
    v = 1
    i = 0
    while i < 3:
        i += 1
        v = f'{v:-}'
    return v
t(g)
for s in ('-', '+', ' ', '<-012', '=5', '05', ',', '_', '#', 'z', 'd', '.3d', '.2', '5.1s', '-s', '+s', ' s', 'z+s', ',s', '_s','#s', 'x', '<012', '^012'):
    t(lambda: format('abc', s))
    t(lambda: f'{"abc":{s}}')
t(lambda: 'a\nb'.splitlines('x'))
t(lambda: 'a\nb'.splitlines(None))
t(lambda: 'a\nb'.splitlines(1.0))
t(lambda: b'a\nb'.splitlines(None))
t(lambda: b'a\nb'.splitlines(keepends=2))
t(lambda: 'a\nb'.splitlines(keepends=True))
x = 'a\nb\n'
print(x.splitlines(True), x.splitlines(False), x.splitlines(0), x.splitlines())
