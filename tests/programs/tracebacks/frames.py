# stderr: exact
# exit: 1
import sys
def bad(i):
    if i == 2:
        raise ValueError(i)
    return i
def c1():
    return [bad(i) for i in range(4)]
def c2():
    return {bad(i): 1 for i in range(4)}
def c3():
    return {bad(i) for i in range(4)}
def c4():
    return any(bad(i) > 100 for i in range(4))
def c5():
    return sum(bad(i) for i in range(4))
def c6():
    return [[bad(i) + j for i in range(4)] for j in range(2)]
def c7():
    return list(map(lambda x: bad(x), range(5)))
def c8():
    def g():
        yield 1
        yield bad(2)
    for x in g():
        pass
def c9():
    class Q:
        z = bad(2)
def c10():
    try:
        bad(2)
    finally:
        print("f")
def c11():
    try:
        bad(2)
    except ValueError as e:
        raise KeyError("k") from e
def c12():
    try:
        bad(2)
    except ValueError as e:
        raise KeyError("k")
def c13():
    try:
        bad(2)
    except ValueError as e:
        e.add_note("note\nmore")
        raise
def c14():
    sys.exit("bye")
def c15():
    def f(n):
        return f(n + 1)
    f(0)
def c16():
    raise KeyboardInterrupt
def c17():
    raise ExceptionGroup("g", [ValueError(1), TypeError("x")])
def c18():
    class E(Exception): pass
    raise E
def c19():
    @bad
    def f(): pass
    return f.x
def c20():
    with open("/nonexistent/x") as f:
        pass
def c21():
    return [x
            for x in range(3)
            if bad(x) < 100]
def c22():
    x = lambda: bad(2)
    return x() + 1
def c23():
    for a, b in [(1, 2), 3]:
        pass
def c24():
    a = b = c = d = e = 1 if bad(2) else 2
def c25():
    return dict(a=bad(1), b=bad(
        2), c=3)
def c26():
    return "a" "b" % 5
def c27():
    return (1 + (2 * bad(2))) ** 2
def c28():
    return bad(1) and bad(2) or bad(3)
def c29():
    yield_ = iter([])
    next(yield_)
def c30():
    return int("x" * 3)
def c31():
    return max([])
calls = [c1,c2,c3,c4,c5,c6,c7,c8,c9,c11,c12,c13,c18,c19,c20,c21,c22,c23,c24,c25,c26,c27,c28,c29,c30,c31]
errors = []
for call in calls:
    try:
        call()
    except Exception as error:
        errors.append(error)
groups = [ExceptionGroup(f"part {n}", errors[n : n + 15]) for n in range(0, len(errors), 15)]
raise ExceptionGroup("all", groups)
