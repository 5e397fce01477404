# Builtins that the module binds itself, below what reads them.
def caught():
    try:
        int("x")
    except ValueError as error:
        return type(error).__name__


class Counter:
    n = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 2:
            raise StopIteration
        self.n += 1
        return self.n


print(caught(), list(Counter()))
saved = ValueError
ValueError = KeyError
try:
    print(caught())
except saved as error:
    print("not caught", error)
ValueError = saved
print(caught())

original = StopIteration
StopIteration = ValueError
try:
    print(list(Counter()))
except ValueError as error:
    print(repr(error))
StopIteration = original
print(list(Counter()))


def size(x):
    return len(x)


print(size("abc"))
builtin_len = len


def len(x):
    return builtin_len(x) + 1


print(size("abc"))
