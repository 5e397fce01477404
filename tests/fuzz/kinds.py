"""Numbers that are ints or floats, in loops, lists and fields: which they are must show."""

VALUES = "0 1 -1 5 -7 2 3 100 2**52 2**53 2**53-1 2**53+1 -2**53 2**31 2**62 -2**62 2**63 2**70 0.0 -0.0 0.5 -1.5 2.0 3.25 1e16 9007199254740993.0 1e300 -1e300 1e-310 float('inf') float('nan') True".split()
USUAL = "0 1 -1 5 2 0.5 -1.5 2.0 0.0 3.25".split()


def value(p):
    return p.random.choice(USUAL if p.random.random() < 0.6 else VALUES)


def expression(p, names, depth=2):
    if depth == 0 or p.random.random() < 0.15:
        return p.random.choice(names) if p.random.random() < 0.8 else value(p)
    a, b = (expression(p, names, depth - 1) for _ in range(2))
    return p.random.choice(
        [f"({a} + {b})", f"({a} - {b})", f"({a} * {b})"] * 4
        + [f"(-{a})", f"abs({a})", f"max({a}, {b})", f"min({a}, {b})", f"({a} / ({b} or 1))", f"({a} if {b} < {a} else {b})", f"({a} ** 2)", f"max(0, {a})", f"({a} // ({b} or 2))", f"({a} % ({b} or 3))", f"float({a})", f"({a} == {b})"]
    )


def statement(p, vector):
    names = ["a", "b", "t", "u", "k", "acc[i]", "v.x", "w.dot(v)", "xs[i - 1]", "grid[i][0]"]
    new = expression(p, names)
    comparison = p.random.choice(["<", "<=", ">", ">=", "==", "!="])
    return p.random.choice(
        [f"t = {new}", f"t += {new}", f"u -= {new}", f"u *= {new}", f"acc[i] = {new}", f"acc[i] += {new}", f"acc[i - 1] -= {new}", f"grid[i][1] += {new}", f"v = {vector}({new}, {p.random.choice(names)})", f"v.x = {new}", f"w = v.plus({new})"]
        + [f"if a {comparison} {new}: t = {value(p)}", f"if t {comparison} u: u = {new}", f"best = {new} if best is None or {new} {comparison} best else best", "out.append(t)", f"out.append({new})", f"for j in range(2): grid[i][j] = grid[i - 1][j] * {new} + j"]
    )


def ints_or_floats(p):
    name, vector = p.name("f"), p.name("V")
    body = "\n".join("        " + statement(p, vector) for _ in range(p.pick(2, 4, 6)))
    text = f"""class {vector}:
    def __init__(self, x=0, y={value(p)}):
        self.x = x
        self.y = y
    def plus(self, k):
        return {vector}(self.x + k, self.y - k)
    def dot(self, o):
        return self.x * o.x + self.y * o.y
def {name}(xs, k, u={value(p)}):
    acc = [0] * len(xs)
    grid = [[0, {value(p)}] for _ in xs]
    t = {value(p)}
    v, w = {vector}(), {vector}({value(p)}, {value(p)})
    best = None
    out = []
    for i in range(len(xs)):
        a = xs[i]
        b = a * k
{body}
    return t, u, best, acc, grid, out, v.x, v.y, w.x, w.dot(v)
"""
    lists = ["[" + ", ".join(value(p) for _ in range(p.pick(3, 4))) + "]" for _ in range(3)]
    for values in lists:
        text += f"try:\n    print({name}({values}, {value(p)}))\nexcept (ArithmeticError, ValueError) as error:\n    print(type(error).__name__, error)\n"
    return text


ALL = [ints_or_floats]
