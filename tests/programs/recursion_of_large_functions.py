# Functions too large to unfold that call themselves: their first tests stand at the calls.
import sys


def perms(xs, k):
    if k == len(xs):
        return 1
    total = 0
    for i in range(k, len(xs)):
        xs[k], xs[i] = xs[i], xs[k]
        total += perms(xs, k + 1)
        xs[k], xs[i] = xs[i], xs[k]
    return total


def solve(n, row, cols, d1, d2):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if not (cols >> c) & 1 and not (d1 >> (row + c)) & 1 and not (d2 >> (row - c + n)) & 1:
            count += solve(n, row + 1, cols | 1 << c, d1 | 1 << (row + c), d2 | 1 << (row - c + n))
    return count


def down(n):
    if n == 0:
        return 0
    total = 0
    for i in range(1):
        total += down(n - 1) + 1
    return total


def ups(n, top):
    if n >= top:
        return n
    found = []
    for i in [1]:
        found.append(ups(n + i, top))
    return found[0]


class Tree:
    def __init__(self, children):
        self.children = children

    def depth(self):
        if not self.children:
            return 1
        best = 0
        for child in self.children:
            d = child.depth()
            if d > best:
                best = d
        return best + 1


def chain(n):
    tree = Tree([])
    for i in range(n):
        tree = Tree([tree])
    return tree


def change(coins, k, amount):
    if amount == 0:
        return 1
    if amount < 0 or k < 0:
        return 0
    total = 0
    while amount >= 0:
        total += change(coins, k - 1, amount)
        amount -= coins[k]
    return total


def big(n, x):
    if n <= 0:
        return x
    total = 0
    for i in range(2):
        total += big(n - 1, x * 3 + i)
    return total


def generated(n):
    if n == 0:
        return
    yield n
    for x in generated(n - 1):
        yield x


def raises(n):
    if n < 0:
        raise ValueError(n)
    if n == 7:
        return n
    for i in range(1):
        return raises(n - 1)


def deepest(f):
    low, high = 0, 3 * sys.getrecursionlimit()
    while low < high:
        middle = (low + high + 1) // 2
        try:
            f(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


def of_down(n):
    return down(int(n))


def of_ups(n):
    return ups(0, int(n))


def of_depth(n):
    return chain(n).depth()


def of_coins(n):
    return change([1] * int(n), int(n) - 1, 1)


print(perms([1, 2, 3, 4, 5, 6], 0), solve(6, 0, 0, 0, 0), change([1, 2, 5, 10], 3, 50))
print(big(3, 2**61), big(4, -2**62), big(2, 2**70), big(0, 5), list(generated(5)))
for limit in [1000, 90, 91, 92, 1200]:
    sys.setrecursionlimit(limit)
    print(limit, deepest(of_down), deepest(of_ups), deepest(of_depth))
sys.setrecursionlimit(1000)
for n in [9, 6, 7, 3]:
    try:
        print(raises(n))
    except ValueError as error:
        depth = 0
        tb = error.__traceback__
        while tb:
            depth += 1
            tb = tb.tb_next
        print(error, depth, tb)
