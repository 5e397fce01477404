# What is wrong with the arguments of a search: its bounds are looked at first.
def t(f, *a):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, e)
for r in ("abc", b"abc", bytearray(b"abc")):
    for m in ("find","rfind","index","rindex","count","startswith","endswith"):
        print(m, end=" "); t(getattr(r, m), slice, range)
        print(m, end=" "); t(getattr(r, m), 1, range)
        print(m, end=" "); t(getattr(r, m), 1.5, 1, range)
        print(m, end=" "); t(getattr(r, m), (1.5,), 1)
t("a".find, slice, range)
def n(s):
    for f in (lambda: s.find(slice, range), lambda: s.count(slice, range), lambda: s.startswith(slice, range), lambda: s.endswith((1,), range), lambda: s.index(slice,range)):
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
n("abc")
