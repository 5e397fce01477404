"""Variables of a function that are not set, read by the comprehensions and classes within."""

def f(k):
    if k: v = 1
    try: return [v for _ in range(2)]
    except NameError as e: return type(e).__name__, str(e)
def g(k):
    if k: v = [1]
    try: return [x for x in v]
    except NameError as e: return type(e).__name__, str(e)
def h(k):
    if k: v = 1
    try:
        class A:
            w = v
        return A.w
    except NameError as e: return type(e).__name__, str(e)
def i(k):
    if k: v = 1
    try: return {a: v for a in range(1)}, {v for a in range(1)}
    except NameError as e: return type(e).__name__, str(e)
def j(k):
    if k: v = 1
    try: return sum(v for a in range(1)), any(v for a in range(2))
    except NameError as e: return type(e).__name__, str(e)
def l(k):
    try: return [y for x in range(2) if (k or y) for y in range(2)]
    except NameError as e: return type(e).__name__, str(e)
def m(k):
    if k: v = [1]
    try: return [[x for x in v] for _ in range(2)]
    except NameError as e: return type(e).__name__, str(e)
def n(k):
    try: return [w for x in range(2) if k or w or (w := x)]
    except NameError as e: return type(e).__name__, str(e)
def o(k):
    if k: v = 1
    try: return v
    except NameError as e: return type(e).__name__, str(e)
def p(xs):
    for q in xs: pass
    try: return [q for z in range(1)]
    except NameError as e: return type(e).__name__, str(e)
for fn in (f, g, h, i, j, l, m, o): print(fn.__name__, fn(0), fn(1))
print(n(0)); print(p([])); print(p([1]))
