# stderr: exact
import sys, traceback
def walk(depth):
    if depth > 0:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)
    return depth

def outer(*parts):
    for p in parts:
        r = yield from p
        print("result", r)
    return "done"

def echo():
    got = None
    while True:
        try:
            got = yield got
            print("echo got", got)
            if got == "stop":
                return "stopped"
        except ValueError as e:
            print("echo caught", e, sys.exc_info()[0])
            got = "handled"
        except GeneratorExit:
            print("echo exit")
            raise
        finally:
            print("turn over")

def fail(n):
    yield n
    raise KeyError(n)

def through(g):
    try:
        return (yield from g)
    except KeyError as e:
        yield "caught %r" % e
        raise RuntimeError("again")
    finally:
        print("through ends")

g = walk(3)
print(next(g), list(g))
print(list(outer(walk(2), [1, 2], iter("ab"), (x for x in range(2)))))
def show_result():
    g = outer(walk(1))
    while True:
        try:
            print(next(g))
        except StopIteration as e:
            print("value", e.value)
            break
show_result()
g = through(through(echo()))
print(next(g), g.send("a"), g.throw(ValueError("v")), g.gi_running, g.gi_yieldfrom is not None)
try:
    g.send("stop")
except StopIteration as e:
    print("stopped with", e.value)
g = through(through(echo()))
next(g)
g.close()
g = through(through(echo()))
next(g)
del g
print("deleted")
g = through(through(fail(5)))
print(next(g))
try:
    for x in g:
        print(x)
except RuntimeError:
    traceback.print_exc()

def me():
    try:
        yield from other
    except ValueError as e:
        print(e)
        yield 1
other = me()
print(list(other))

def shared():
    yield 1
    yield 2
    yield 3
s = shared()
a, b = outer(s), outer(s)
print(next(a), next(b), list(a), list(b))

def handling():
    try:
        1 // 0
    except ZeroDivisionError:
        yield from inner_handling()
        print("still", sys.exc_info()[0])
        raise
def inner_handling():
    print("inner sees", sys.exc_info()[0])
    yield 1
    try:
        raise TypeError("t")
    except TypeError:
        yield 2
        print("inner", sys.exc_info()[0])
    print("inner sees", sys.exc_info()[0])
    yield 3
g = handling()
for i in range(3):
    print(next(g), sys.exc_info()[0])
try:
    raise OSError("o")
except OSError:
    try:
        next(g)
    except ZeroDivisionError as e:
        print("zero", repr(e.__context__))

def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"
print(list(deep(300)))
try:
    print(list(deep(5000)))
except RecursionError as e:
    print("RecursionError")

def many(n):
    for i in range(n):
        yield from ()
        yield from nothing()
    yield "end"
def nothing():
    return
    yield
print(list(many(50000)))

class Closer:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): print("closed by hand")
def over():
    yield from Closer()
g = over()
print(next(g), next(g))
g.close()

def dies():
    try:
        yield from held()
    finally:
        print("outer finally")
def held():
    try:
        yield 1
        yield 2
    finally:
        print("inner finally")
for x in dies():
    print(x)
    break
print("after break")
def returns():
    for x in dies():
        return x
print(returns())
def closes_ignored():
    try:
        yield 1
    except GeneratorExit:
        yield 2
def outer_ignored():
    yield from closes_ignored()
g = outer_ignored()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)
