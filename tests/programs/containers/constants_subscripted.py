"""Displays of constants that are subscripted: made once."""
def walk(n):
    x = y = 0
    d = 0
    for i in range(n):
        d = (d + i * i) % 4
        x += (1, 0, -1, 0)[d]
        y += (0, 1, 0, -1)[d]
        (a, b) = ((1, "x"), (2.5, "y"), (None, True))[i % 3]
        if i < 4:
            print(a, b, (b"z", 3j, ...)[i % 3])
    return x, y
print(walk(1000))
print(("even", "odd")[7 % 2], (10, 20, 30)[-1], (1, 2, 3)[1:])
def f(i):
    return ((i, 2), (3, 4))[i]
print(f(0), f(1))
def g(i):
    try:
        return (1, 2)[i]
    except IndexError as e:
        return str(e)
print(g(0), g(5), g(True))
def h(k):
    try:
        return (1, 2, (3, 4))[k]
    except TypeError as e:
        return str(e)
print(h("x"), h(2), h(slice(0, 2)), (not True, ~1)[walk(3)[0] * 0])
