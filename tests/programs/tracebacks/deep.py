# stderr: exact
# exit: 1
def f(n):
    if n == 0:
        return [1 // k for k in (1, 0)]
    return f(n - 1)


def g(n):
    return h(n)


def h(n):
    return g(n - 1) if n else f(20)


g(3)
