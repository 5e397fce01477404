import collections, functools
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Small(int):
    def __new__(cls, n):
        return super().__new__(cls, n % 10)
class Plain:
    def __new__(cls, *args):
        return object.__new__(cls)
attempt(lambda: collections.deque().x)
attempt(lambda: collections.OrderedDict().x)
attempt(lambda: collections.deque() + 1)
attempt(lambda: collections.defaultdict(int) < 1)
attempt(lambda: len(functools.partial(print)))
attempt(lambda: ().__add__(1))
attempt(lambda: [].__add__(1))
attempt(lambda: "".__add__(1))
attempt(lambda: [].__mul__("s"))
attempt(lambda: (1).__add__("s"))
attempt(lambda: object.__new__(int))
attempt(lambda: object.__new__(list))
attempt(lambda: object.__new__(Small))
attempt(lambda: int.__new__(bool, 1))
attempt(lambda: tuple.__new__(int))
attempt(lambda: Small(15))
attempt(lambda: type(Plain(1, 2)))
attempt(lambda: (2).__pow__(3, 5))
attempt(lambda: int.__pow__(2, 10))
attempt(lambda: (2).__pow__("a"))
