# stderr: exact
# exit: 1
def one(x):
    return x["a"]["b"] + x["c"]
def two(x):
    y = (x + 1) * 2 / (x - x)
    return y
class A:
    def __init__(self, v):
        self.v = v
    def m(self, k):
        return self.v.foo(k)
    def n(self):
        self.v.w.z = 5
    def p(self, xs):
        xs[10] = 7
    def q(self, xs):
        a, b = xs
def three():
    return two(
        5
    )
def four(s):
    assert s == "é" + "ü", "message"
def five():
    raise ValueError("x")  # comment
def six(xs):
    for x in xs: pass
def seven(xs):
    xs[0] += "a"
def eight():
    return (A(1)
            .m(2))
def nine(é):
    ñ = é; return ñ.foo + é.bar("ü", 1//0)
def ten():
    del [][0]
def eleven(a):
    if a < "x": pass
def twelve(a):
    x = -a
def t13():
    return one({"a": {"b": 1}, "c": {}}) + undefined_name
def t14(s):
    print(f"{s!r:>{10}} {s + 1}")
def t15(d):
    d.update(1, 2, 3)
def t16(d):
    with d as f: pass
def t17(d):
    x = [i for i in d]
def t18():
    raise KeyError("k") from ValueError("z")
def t19(d):
    return d[
        "a"
    ]
def t20(a):
    return a  +  None
def t21(a):
    return a // 0 ** 1
def t22(a):
    x = a if a.q else 3
def t23(a):
    return sorted(a, key=lambda v: v.zz)
def t24(*a, **k):
    t24x(1, 2)
def t24x(a): pass
def t25(a):
    while a > "": pass
def t26(a):
    import nonexistent_mod
def t27(a):
    return not a + "s"
def t28(a):
    x = y = a.b.c
calls = [lambda: one({}), lambda: two(1), lambda: A(1).m(2), lambda: A(A(1)).n(), lambda: A(1).p([1]), lambda: A(1).q([1]), three, lambda: four("a"), five, lambda: six(5), lambda: seven([1]), eight, lambda: nine(1), ten, lambda: eleven(1), lambda: twelve("a"), t13, lambda: t14("s"), lambda: t15({}), lambda: t16(1), lambda: t17(3), t18, lambda: t19({}), lambda: t20(1), lambda: t21(3), lambda: t22(1), lambda: t23([1]), t24, lambda: t25(1), lambda: t27(1), lambda: t28(1)]
errors = []
for call in calls:
    try:
        call()
    except Exception as error:
        errors.append(error)
groups = [ExceptionGroup(f"part {n}", errors[n : n + 15]) for n in range(0, len(errors), 15)]
raise ExceptionGroup("all", groups)
