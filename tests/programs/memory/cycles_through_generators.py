# Cycles through what generators hold while they wait are collected, by themselves too.
import gc

log = []

class Process:
    def __init__(self, name, quiet):
        self.name = name
        self.steps = self.quiet() if quiet else self.careful()
        next(self.steps)

    def quiet(self):
        total = []
        for x in range(3):
            total.append(x)
            yield total, self

    def careful(self):
        try:
            yield 1
        finally:
            log.append(f"closed {self.name}")

    def __del__(self):
        log.append(f"gone {self.name}")

def make(n, quiet):
    for i in range(n):
        Process(i, quiet)

for quiet in (True, False):
    make(3, quiet)
    gc.collect()
    print(sorted(log))
    log.clear()

def local_cycle(inner):
    box = []
    def g():
        other, name = box, "x" * inner
        yield other
        yield name
    it = g()
    next(it)
    box.append(it)
    return box if inner == 5 else None

kept = local_cycle(5)
for i in range(4):
    local_cycle(i)
gc.collect()
print(next(kept[0]), len(kept))

def expression(xs):
    found = (x for x in xs if x)
    next(found)
    xs.append(found)
    return next(found)

print([expression([1, n, 3]) for n in range(1, 4)])
gc.collect()

class Told:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("del", self.name)

def holds(a):
    b, c = Told("b"), Told("c")
    yield a
    yield b, c

g = holds(Told("a"))
next(g)
del g
print("dropped")
g = holds(Told("a"))
next(g)
g.close()
print("closed")
class Steady:
    alive = 0
    def __init__(self):
        Steady.alive += 1
        self.run = self.steps([0] * 50)
        next(self.run)
    def steps(self, xs):
        for x in xs:
            yield x
            yield self
    def __del__(self):
        Steady.alive -= 1

def make_deep(depth):
    if depth > 0:
        make_deep(depth - 1)
    else:
        Steady()

def steady(n):
    most = 0
    for i in range(n):
        make_deep(8)
        most = max(most, Steady.alive)
    return most
print(steady(200000) < 100000)

# One that waits for another in `yield from`.
import weakref

class Pausing:
    def __init__(self):
        self.total = 0
        self.body = self.run()
        next(self.body)
        next(self.body)
    def run(self):
        kept = [self]
        yield 1
        self.total += yield from self.pause(kept)
        return kept
    def pause(self, kept):
        for step in range(3):
            yield step, kept

def pausing():
    return weakref.ref(Pausing())

refs = [pausing() for n in range(5)]
alive = Pausing()
gc.collect()
print([ref() for ref in refs], next(alive.body)[0])
