# Copies of what holds methods and functions under a cache; what a named tuple says of itself.
import collections
import copy
import functools


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


class Holder:
    def __init__(self):
        self.callback = self.method
        self.function = fib
        self.builtin = len
        self.items = [1]

    def method(self):
        return self.items


holder = Holder()
deep = copy.deepcopy(holder)
print(deep.callback() is deep.items, deep.callback() is holder.items, deep.function is fib, deep.builtin is len)
shallow = copy.copy(holder)
print(shallow.callback() is holder.items, shallow.items is holder.items)
print(copy.copy(fib) is fib, copy.deepcopy(fib) is fib, copy.deepcopy([fib])[0](10))
method = copy.copy(holder.method)
print(method() is holder.items, method == holder.method)
try:
    sorted([1], kesy=1)
except TypeError as error:
    print(error)
print(collections.namedtuple("One", "a").__doc__, collections.namedtuple("Two", "a b").__doc__)
