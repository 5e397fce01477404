# The frame at which recursion ends is CPython's, whatever was unfolded.
import sys
import traceback


def down(n):
    if n == 0:
        return 0
    return 1 + down(n - 1)


def two(n):
    if n < 2:
        return n
    return two(n - 1) + two(n - 2)


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def a(n):
    if n <= 0:
        return 0
    return b(n - 1) + 1


def b(n):
    if n <= 0:
        return 0
    return c(n - 1) + 1


def c(n):
    if n <= 0:
        return 0
    return a(n - 1) + 1


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


class Node:
    def __init__(self, next):
        self.next = next

    def length(self):
        if self.next is None:
            return 1
        return 1 + self.next.length()

    def last(self):
        return self if self.next is None else self.next.last()


def length(node):
    if node is None:
        return 0
    return 1 + length(node.next)


reached = 0


def count():
    global reached
    reached += 1
    return count()


def seen(n):
    global reached
    reached = n
    if n < 0:
        return 0
    return seen(n + 1) + 1


def looping(n):
    if n == 0:
        return 1
    total = 0
    for i in range(1):
        total += looping(n - 1)
    return total


def generated(n):
    if n == 0:
        yield 0
        return
    yield from generated(n - 1)
    yield n


def inside(n):
    try:
        if n == 0:
            return 0
        return 1 + inside(n - 1)
    finally:
        global reached
        reached += 1


def deepest(f):
    """The largest argument that does not raise."""
    low, high = 0, 4 * sys.getrecursionlimit()
    while low < high:
        middle = (low + high + 1) // 2
        try:
            f(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


def linked(n):
    node = None
    for i in range(n):
        node = Node(node)
    return node


def of_length(n):
    return linked(n + 1).length()


def of_last(n):
    return linked(n + 1).last() is not None


def of_nodes(n):
    return length(linked(n))


def of_ack(n):
    return ack(1, int(n))


def of_two(n):
    if n > 25:
        return down(n)
    return two(n)


def of_items(n):
    return len(list(generated(n)))


def all_depths():
    for f in [down, even, odd, a, b, c, of_length, of_last, of_nodes, of_ack, looping, inside, of_items]:
        print(f.__name__, deepest(f))


all_depths()
for limit in [60, 61, 62, 63, 64, 150, 1500]:
    sys.setrecursionlimit(limit)
    print(limit)
    all_depths()
sys.setrecursionlimit(1000)


def at_depth(n, f, *args):
    if n == 0:
        return f(*args)
    return at_depth(n - 1, f, *args)


for n in range(980, 1000):
    try:
        print(n, at_depth(n, two, 6))
    except RecursionError as e:
        print(n, e)
    try:
        print(n, at_depth(n, even, 7))
    except RecursionError as e:
        print(n, e)

reached = 0
try:
    count()
except RecursionError as e:
    print(reached, e)
try:
    seen(0)
except RecursionError as e:
    print(reached, len(traceback.extract_tb(e.__traceback__)))
    lines = [frame.lineno for frame in traceback.extract_tb(e.__traceback__)]
    names = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
    print(set(lines[2:]), sorted(set(names)))


def raises(n):
    if n == 0:
        raise ValueError('bottom')
    return raises(n - 1) + 1


for n in [0, 1, 2, 3, 4, 5, 6, 10, 990, 991, 992, 993, 994, 995, 996, 997, 999]:
    try:
        raises(n)
    except (ValueError, RecursionError) as e:
        tb = traceback.extract_tb(e.__traceback__)
        print(n, type(e).__name__, len(tb), [f.lineno for f in tb[-4:]], tb[-1].name)


def catches(n):
    try:
        return 1 + catches(n + 1)
    except RecursionError:
        return 0


print(catches(0))


def retries(n):
    if n > 5000:
        return n
    try:
        return retries(n + 1)
    except RecursionError:
        return -n


print(retries(0))


def raised_limit(n):
    if n == 3:
        sys.setrecursionlimit(3000)
    if n == 0:
        return 0
    return 1 + raised_limit(n - 1)


print(raised_limit(900))
sys.setrecursionlimit(1000)


def lowers(n):
    if n == 50:
        try:
            sys.setrecursionlimit(100)
        except RecursionError as e:
            print(e)
    if n == 200:
        return n
    return lowers(n + 1)


try:
    print(lowers(0))
except RecursionError as e:
    print('lowered', e)
sys.setrecursionlimit(1000)
