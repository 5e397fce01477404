# stderr: exact
import traceback

def numbers(n):
    for i in range(n):
        yield i

def odd(items):
    for item in items:
        if item % 2:
            yield item

def running(items):
    total = 0
    for item in items:
        total += item
        yield total

def two(a, b):
    yield a
    print("between")
    yield b
    print("end")

def early(n):
    for i in range(n):
        if i == 3:
            print("returning")
            return 5
        yield i

def pairs(d):
    for k, v in d.items():
        yield k, v

def tree(depth):
    if depth > 0:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)

def delegating(n):
    yield from numbers(n)
    yield from [10, 20]
    yield from "ab"
    yield from tree(2)

def stops():
    yield 1
    raise StopIteration("x")

def nexts(it):
    while True:
        yield next(it) + 1

def fails(n):
    yield n
    yield 1 // 0

def empty():
    return
    yield

def mixed():
    yield 1
    yield 2.5
    yield "x"
    yield None

def send_me():
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)

def none():
    yield

def main():
    print([x for x in running(odd(numbers(12)))])
    for x in two("a", "b"):
        print(x)
    else:
        print("else")
    for x in two(1, 2):
        print(x)
        break
    else:
        print("never")
    for x in two(1, 2):
        if x == 1:
            continue
        print("two", x)
    for x in early(10):
        print(x)
    for k, v in pairs({"a": 1, "b": 2}):
        print(k, v)
    for p in pairs({"a": 1, "b": 2}):
        print(p)
    for i, (k, v) in enumerate(pairs({"a": 1, "b": 2})):
        print(i, k, v)
    for x in delegating(3):
        print(x, end=" ")
    print()
    try:
        for x in stops():
            print(x)
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))
    try:
        for x in nexts(iter([1, 2])):
            print(x)
    except RuntimeError as e:
        print(repr(e))
    try:
        for x in fails(7):
            print(x)
    except ZeroDivisionError as e:
        print(repr(e))
        traceback.print_exc()
    for x in empty():
        print("never")
    else:
        print("empty")
    for x in mixed():
        print(x)
    for x in send_me():
        print(x)
    for x in none():
        print(x)
    for x in numbers(3):
        for y in numbers(3):
            if y == 2:
                break
            if x == 1:
                continue
            print(x, y)
    print(sum(x * x for x in numbers(100) if x % 3 == 0))
    print(max(len(str(x)) for x in odd(numbers(200))))
    print(any(x > 5 for x in numbers(10)), all(x > 5 for x in numbers(10)))
    print({x: y for x, y in pairs({1: 2})}, {x % 3 for x in numbers(10)})
    print([(x, y) for x in numbers(3) for y in odd(numbers(x + 2))])
    print(sum(tree(4)), list(tree(3)))

def found():
    for x in two(1, 2):
        return x

class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
    def walk(self):
        node = self
        while node is not None:
            yield node.value
            node = node.next
    def __iter__(self):
        node = self
        while node:
            yield node.value
            node = node.next

def closures():
    fs = []
    for x in numbers(3):
        fs.append(lambda: x)
    print([f() for f in fs])
    def inner(k):
        for i in range(k):
            yield i + base
    base = 100
    for x in inner(3):
        print(x)
        base += 1
    def maker():
        n = 0
        def gen():
            nonlocal n
            while n < 5:
                n += 2
                yield n
        for x in gen():
            print("n", n, x)
        return n
    print(maker())

def genexps():
    xs = [1, 2, 3]
    for y in (x * 2 for x in xs if x > 1):
        print(y)
    for y in (x * 2 for x in numbers(4)):
        print(y)
    g = (x for x in xs)
    xs = [7]
    print(list(g))
    for a, b in ((x, y) for x in range(2) for y in range(2)):
        print(a, b)
    try:
        for y in (x for x in 5):
            print(y)
    except TypeError as e:
        print(e)

def unbound(flag):
    for i in range(2):
        if flag or i:
            z = i
        try:
            yield z
        except UnboundLocalError:
            yield -1

def maybe(n):
    for i in range(n):
        if i == 1:
            late = i
        if i >= 1:
            yield late

def repeat_maybe():
    for k in range(3):
        try:
            for x in maybe2(k):
                print("maybe", x)
        except UnboundLocalError as e:
            print(e)

def maybe2(k):
    if k == 1:
        late = k
    yield late

def in_finally():
    try:
        for x in numbers(3):
            if x == 1:
                return x
            print("body", x)
    finally:
        for y in numbers(2):
            print("finally", y)

def error_in_body():
    try:
        for x in numbers(3):
            print(10 // x)
    except ZeroDivisionError as e:
        traceback.print_exc()
    for x in numbers(2):
        try:
            raise ValueError(x)
        except ValueError as e:
            print("caught", e)
            continue

main()
print(found())
for v in Node(1, Node(2)).walk():
    print(v)
for v in Node(1, Node(2)):
    print(v)
closures()
genexps()
for x in unbound(0): print(x)
for x in maybe(3): print(x)
repeat_maybe()
print(in_finally())
error_in_body()
