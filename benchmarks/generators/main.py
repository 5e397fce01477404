"""Generators that feed each other: filters, running sums, a walk through a tree."""


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


def walk(depth):
    if depth > 0:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def main():
    last = 0
    for value in running(odd(numbers(600000))):
        last = value
    print(last)
    print(sum(x * x for x in numbers(500000) if x % 3 == 0))
    print(sum(walk(14)))
    steps = 0
    for f in fibonacci():
        if f > 10 ** 200:
            break
        steps += 1
    print(steps)
    print(max(len(str(x)) for x in odd(numbers(200000))))


main()
