"""Functions, methods and objects with `__call__` that fields, lists and dicts hold, called with values of certain types."""


class Button:
    def __init__(self, label, on_click=None):
        self.label = label
        self.on_click = on_click
        self.clicks = 0

    def click(self, x, y):
        self.clicks += 1
        if self.on_click is not None:
            return self.on_click(x, y)
        return None


class Log:
    def __init__(self):
        self.lines = []

    def write(self, x, y):
        self.lines.append((x, y))
        return len(self.lines)


def area(x, y):
    return x * y


class Scale:
    def __init__(self, by):
        self.by = by

    def __call__(self, x, y):
        return (x + y) * self.by


log = Log()
buttons = [
    Button("none"),
    Button("area", area),
    Button("log", log.write),
    Button("scale", Scale(2.5)),
    Button("lambda", lambda x, y: f"{x},{y}"),
    Button("max", max),
]
for button in buttons:
    print(button.label, button.click(2, 3), button.click(4, 1), button.clicks)
print(log.lines)


class Broken:
    def __init__(self):
        self.handler = 5
        self.other = None

    def run(self):
        return self.handler(1)

    def run_other(self, value):
        return self.other(value)


broken = Broken()
for attempt in (broken.run, lambda: broken.run_other(3)):
    try:
        print(attempt())
    except TypeError as error:
        print("TypeError:", error)
broken.other = abs
print(broken.run_other(-3), broken.run_other(-2.5))


# An attribute of the class is bound, one of the instance is not.
def describe(*args):
    return [type(arg).__name__ for arg in args]


class Shape:
    describe = describe
    name = staticmethod(describe)

    def __init__(self):
        self.own = describe


shape = Shape()
print(shape.describe(1), shape.own(1), shape.name(1))
shape.describe = describe
print(shape.describe(2.0))


class Integrator:
    def __init__(self, f, lo, hi):
        self.f = f
        self.lo = lo
        self.hi = hi

    def run(self, n):
        h = (self.hi - self.lo) / n
        total = 0.0
        for i in range(n):
            total += self.f(self.lo + (i + 0.5) * h)
        return total * h


print(round(Integrator(lambda x: x * x, 0.0, 3.0).run(1000), 6))
print(round(Integrator(lambda x: 1 / (1 + x * x), 0, 1).run(1000) * 4, 6))

operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}


def evaluate(tokens):
    stack = []
    for token in tokens:
        if token in operations:
            b, a = stack.pop(), stack.pop()
            stack.append(operations[token](a, b))
        else:
            stack.append(float(token))
    return stack.pop()


print(evaluate("3 4 + 2 * 7 /".split()), evaluate("1 2 3 * - 4 +".split()))


class Emitter:
    def __init__(self):
        self.handlers = {}

    def on(self, event, handler):
        self.handlers.setdefault(event, []).append(handler)

    def emit(self, event, *args):
        return [handler(*args) for handler in self.handlers.get(event, [])]


emitter = Emitter()
emitter.on("add", area)
emitter.on("add", lambda x, y: x + y)
emitter.on("add", Scale(1))
emitter.on("show", print)
print(emitter.emit("add", 3, 4), emitter.emit("add", 1.5, 2), emitter.emit("none"))
emitter.emit("show", "a", 1)


def run(name, f, *args, times=2):
    results = []
    for _ in range(times):
        results.append(f(*args))
    return name, results


print(run("area", area, 2, 3), run("area", area, 2.5, 2, times=1))
print(run("sum", sum, [1, 2, 3]), run("join", ",".join, ["a", "b"]))
print(run("click", buttons[1].click, 5, 6, times=3)[1], buttons[1].clicks)
print(run("class", Scale, 3)[1][0](1, 2))
