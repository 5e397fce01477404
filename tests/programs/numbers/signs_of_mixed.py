"""Signs of numbers that may be ints or floats, and of what has none."""


class Box:
    def __init__(self, x):
        self.x = x


def signs(box):
    v = box.x * 2
    w = 1 / -v if v else -v
    return -v, +v, w, abs(-v), -(-v) + v


def inverted(x):
    try:
        return ~x
    except TypeError as error:
        return error


def negated(x):
    try:
        return -x
    except TypeError as error:
        return error


def pick(n):
    return [1, 2.5, True, None, "s", 3 + 4j, -0.0, 10 ** 30][n]


for x in 1, 1.5, 0, -0.0, True, 10 ** 20:
    print(signs(Box(x)))
for n in range(8):
    print(inverted(pick(n)), negated(pick(n)))
u = 3 if len("ab") > 1 else None
print(-u)
u = None if len("ab") > 1 else 3.5
print(negated(u))
