"""An item of a sum is added before the next one is asked for."""
def p(x):
    print('p', x)
    return (x,)
def q(x):
    print('q', x)
    return 'a' * x
for f in (lambda: sum(p(x) for x in [1, 2, 3]), lambda: sum([p(x) for x in [1,2,3]]), lambda: sum(q(x) for x in [1,2]), lambda: sum((p(x) for x in [1,2]), ()), lambda: sum((x * (1,) for x in [0, 2**40]), ), lambda: sum(map(p, [1,2])), lambda: sum(p(x) if x else 5 for x in (0, 0, 1, 2))):
    try: print(f())
    except (TypeError, MemoryError) as e: print(type(e), e)
def f52(p0: int, p1: int, p2: int=(1, 2)):
    v62 = [i * q for i, q in enumerate([2 ** 31, 2 ** 31 - 1])]
    print(sum((q * p2 for q in v62)))
try: f52(1, 2, (2**40, 3))
except Exception as e: print(type(e), e)
try: f52(1, 2)
except Exception as e: print(type(e), e)
