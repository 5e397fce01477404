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


# One of several functions, chosen by data: arguments keep their types, and errors are those of the one that is called.
def ascending(items):
    items = items[:]
    for i in range(1, len(items)):
        key, j = items[i], i - 1
        while j >= 0 and items[j] > key:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = key
    return items


def descending(items, step=-1):
    return sorted(items)[::step]


def numbered(items):
    for n, item in enumerate(items):
        yield n, item


def failing(items):
    return items.missing


for order in (ascending, descending):
    print(order.__name__, order([3, 1, 2]), order([2.5, 0.5]), order(["b", "a"]))
for order in (ascending, numbered, list, failing, None, 7):
    try:
        print(list(order([3, 1])), sum(order([2.5, 1.5])) if order is ascending else "")
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
for order in (ascending, descending):
    for arguments in ((), ([2, 1], 1), ([2, 1], -1, 0)):
        try:
            print(order(*arguments))
        except TypeError as error:
            print(error)
    try:
        print(order(items=[1, 2], step=1))
    except TypeError as error:
        print(error)

TABLE = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "%": lambda a, b: a % b}


def calculate(words):
    stack = []
    for word in words.split():
        if word in TABLE:
            b, a = stack.pop(), stack.pop()
            stack.append(TABLE[word](a, b))
        else:
            stack.append(int(word))
    return stack


print(calculate("1 2 + 40 30 - %"), calculate("7 0 -"))
try:
    calculate("7 0 %")
except ZeroDivisionError as error:
    print(error, error.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name)


def adder(n):
    return lambda x: x + n


def scaler(n):
    def scale(x):
        return x * n

    return scale


class Holder:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return self.function(x)


made = [adder(1), adder(2.5), scaler(3), adder("s"), scaler("ab")]
holders = [Holder(function) for function in made]
for holder in holders:
    for x in (2, 0.5, "t"):
        try:
            print(holder(x), end=" ")
        except TypeError as error:
            print(error, end=" ")
    print(holder.calls)
holders[0].function = holders[1]
print(holders[0](1), holders[1].calls)
holders[0].function = len
print(holders[0]("four"), holders[0].calls)


# Bound methods among them: of several classes, inherited, of instances that go meanwhile.
class Base:
    def __init__(self, n):
        self.n = n

    def grow(self, k):
        self.n += k
        return self.n

    def shown(self, *more):
        return f"{type(self).__name__} {self.n} {len(more)}"


class Derived(Base):
    def shrink(self, k, *, twice=False):
        self.n -= 2 * k if twice else k
        return self.n


class Machine:
    def __init__(self):
        self.total = 0
        self.table = {"+": self.add, "-": self.sub, "?": lambda x: (x, self.total), "!": print}

    def add(self, x):
        self.total += x

    def sub(self, x):
        self.total -= x

    def run(self, program):
        for what, x in program:
            found = self.table[what](x)
            if found is not None:
                print(found)


machine = Machine()
machine.run([("+", 5), ("-", 2), ("?", "x"), ("!", "printed"), ("+", 0.5), ("?", None)])
base, derived = Base(1), Derived(10)
for step in (base.grow, derived.grow, derived.shrink, Derived(100).shrink, Base(7).grow):
    print(step(2), step(3), end=" ")
print(base.n, derived.n)
for step in (base.shown, derived.shown, Derived.shown, derived.shrink):
    for arguments in ((), (1,), (derived, 2)):
        try:
            print(step(*arguments))
        except (TypeError, AttributeError) as error:
            print(type(error).__name__, error)
for step in [base.grow, derived.shrink]:
    try:
        print(step(k=3))
        print(step(k=3, twice=True))
    except TypeError as error:
        print(error)


class Caller:
    def __init__(self, step):
        self.step = step

    def call(self, k):
        return self.step(k)


print([Caller(step).call(1) for step in (base.grow, derived.grow, derived.shrink, abs)])


class Replaced(Base):
    def grow(self, k):
        return k


class Other(Base):
    def grow(self, k):
        return -k


steps = [Replaced(1).grow, Other(1).grow]
print([step(4) for step in steps])
Replaced.grow = lambda self, k: ("new", k)
print([step(4) for step in steps + [Replaced(2).grow]])
