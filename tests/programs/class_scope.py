b = 1
class S:
    b = b
print(S.b)
x = 5
def f():
    class K:
        x = x + 1
        def g(self): return x
    return K.x, K().g()
print(f())
class L:
    try:
        zz = zz
    except NameError as e: print(e)
    len = len
    print(len("abc"))
y = 2.5
class M:
    y = y * 2
    if y > 100: q = 1
    try: print(q)
    except NameError as e: print(e)
q = 1
print(M.y, y)
items = [1, 2]
w = 3
def make():
    class R:
        items = items
        w = w
    return R
R = make()
R.items.append("s")
print(items, R.w)
class T:
    items = items
T.items.append(2.5)
print(items[-1], sum(map(len, map(str, items))))
class Named:
    "A text."
    where = __module__, __qualname__, __doc__
    class Inner:
        where = __qualname__, __doc__
    __doc__ += " More."
    there = [__doc__ for _ in range(1)]
    def method(self): return __doc__
print(Named.where, Named.Inner.where, Named.__doc__, Named.there, Named().method())
def made():
    class Local:
        "Local text."
        names = __qualname__.split("."), __doc__
        del __doc__
        after = __doc__
    return Local
print(made().names, made().__doc__, made().after)
