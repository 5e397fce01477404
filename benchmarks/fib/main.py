"""Calls and small-integer arithmetic: the naive Fibonacci function."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main():
    for n in range(20, 33, 4):
        print(n, fib(n))


main()
