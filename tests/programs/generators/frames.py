"""What a generator keeps while it waits, whatever it waits in."""
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def kinds(n, x, flag, text):
    total = 0
    half = x / 2
    for i in range(n):
        big = 10 ** (20 + i)
        sent = yield i, half, flag, text, big
        total += i
        half += 0.25
        flag = not flag
        text += str(sent)
        big += 1
        yield big
    return total, half, flag, text


g = kinds(3, 1.5, True, "t")
item = next(g)
while True:
    print(item)
    try:
        item = g.send(len(str(item)))
    except StopIteration as stop:
        print("end", stop.value)
        break


def guarded(log):
    try:
        yield 1
        try:
            raise KeyError("inner")
        except KeyError as e:
            got = yield repr(e)
            print("in handler", e, got)
            try:
                yield 2
            except ValueError as v:
                print("thrown", v)
        yield 3
    finally:
        log.append("finally")
        print("finally")
        yield "from finally"
        print("after")


log = []
g = guarded(log)
print(next(g), next(g), g.send("sent"), g.throw(ValueError("t")), next(g))
print(list(g), log)
g = guarded(log)
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
g = guarded([])
next(g)
try:
    print(g.throw(TypeError("out")))
    next(g)
except TypeError as e:
    print("left", e)


class Context:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind and kind.__name__)
        return kind is ValueError


def managed():
    with Context() as c:
        yield c is not None
        yield "second"
    yield "behind"


print(list(managed()))
g = managed()
next(g)
print(g.throw(ValueError("swallowed")))
g = managed()
next(g)
del g
print("given up")


def holds():
    a = Noisy("a")
    yield 1
    b = Noisy("b")
    yield 2
    del a
    yield 3
    b = None
    yield Noisy("item")
    print("last")


for x in holds():
    print(x if isinstance(x, int) else "object")
    x = None
g = holds()
next(g)
del g
print("dropped")


class Counting:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("done")
        return self.n

    def send(self, value):
        return "sent %r" % (value,)

    def throw(self, kind, value=None, tb=None):
        return "thrown %r" % (kind,)


def delegates(what):
    result = yield from what
    print("result", result)
    more = yield from inner_generator()
    print("more", more)
    return (yield from [more])


def inner_generator():
    try:
        yield "inner"
    except KeyError:
        yield "caught"
    return "returned"


g = delegates(Counting())
print(next(g), g.send("x"), g.throw(ValueError("v")), next(g))
print(next(g), g.throw(KeyError("k")), next(g))
print(g.gi_yieldfrom is not None, g.gi_running)
print(list(g))
print(list(delegates("ab")), list(delegates({1: 2})), list(delegates(range(2))))
g = delegates([1, 2])
next(g)
try:
    g.send(5)
except AttributeError as e:
    print(e)


def self_running():
    yield 1
    try:
        next(me)
    except ValueError as e:
        yield str(e)


me = self_running()
print(list(me))


def stops():
    yield 1
    raise StopIteration("no")


try:
    print(list(stops()))
except RuntimeError as e:
    print(e, repr(e.__cause__))


def many(n):
    a, b, c, d, e, f = 1, 2.0, "3", [4], {5: 6}, (7,)
    while n:
        n -= 1
        if n % 3 == 0:
            yield a, b
        elif n % 3 == 1:
            x = yield c, d
        else:
            for e2 in e:
                yield e2, f
        a, b = a * 3, b + a
        d.append(n)


for item in list(many(9)):
    print(item)


def closure(n):
    total = 0

    def add(k):
        nonlocal total
        total += k
        return total

    for i in range(n):
        yield add(i)
    yield total


print([closure(4), None][0].__name__, list(closure(4)))
pairs = [closure(3), closure(4)]
while pairs:
    for p in list(pairs):
        try:
            print(next(p), end=" ")
        except StopIteration:
            pairs.remove(p)
print()


def never():
    if False:
        yield 1
    return 4


def wraps():
    print("got", (yield from never()))


print(list(wraps()), list(never()))


def unbound(flag):
    if flag:
        v = 1
    yield "a"
    try:
        print(v)
    except UnboundLocalError as e:
        print(e)
    yield "b"


print(list(unbound(True)), list(unbound(False)))


def deep(n):
    if n:
        yield from deep(n - 1)
        for x in deep(0):
            yield x
    yield n


print(sum(deep(300)))


class Tree:
    def __init__(self, *children):
        self.children = children

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child


t = Tree(Tree(), Tree(Tree(), Tree()))
print(sum(1 for _ in t), [len(x.children) for x in list(iter(t))])


def lines(kept):
    for i in range(2):
        try:
            kept.append(i)
            yield i
        except GeneratorExit:
            print("exit at", i)
            raise


kept = []
g = lines(kept)
next(g)
next(g)
g.close()
print(kept, g.gi_frame is None)
gens = [kinds(2, n, False, "") for n in range(2000)]
print(sum(next(g)[1] for g in gens))
gens.clear()
