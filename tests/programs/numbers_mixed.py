def stats(rows):
    totals = [sum(r) for r in rows]
    big = max(totals)
    small = min(map(sum, rows))
    return totals, big, small, abs(-big), round(big, 1), round(small), -big, big / 2, big // 2, big % 3, big ** 2

rows = [[0.5, 1.25], [], [2.0, -7.5]]
print(stats(rows))
print(list(map(sum, rows)), list(map(abs, [1, -2.5, 0])), list(map(sorted, [[3, 1], [2]])), list(map(tuple, rows)))
print([round(x, 2) for x in (1, 2.345, 10**20, -0.0)], [round(x) for x in (1, 2.5, 3.5, 10**20)])
mixed = [1, 2.5, True, -3, 1e300, 10**30, float("nan"), float("inf"), -0.0, 0, 2**53, 2**53 + 1, float(2**53)]
for a in mixed:
    for b in mixed:
        print(a + b, a - b, a * b, a < b, a <= b, a > b, a >= b, a == b, a != b, max(a, b), min(a, b))

class Account:
    def __init__(self):
        self.balance = 0
    def add(self, amount):
        if amount < 0 and -amount > self.balance:
            return False
        self.balance += amount
        return True

acc = Account()
print([acc.add(n) for n in (5, 2.5, -10, -7.5, 0.1, 2**62, 2**62, -1)], acc.balance)
total = 0
for n in range(10):
    total = total + (n * 0.5 if n % 2 else n)
    if total > 10:
        total -= 3
print(total)
def acc_sum(items, start):
    best = start
    for x in items:
        best = best * x + x - best
    return best
print(acc_sum([1, 2.5, 3], 0), acc_sum([1, 2, 3], 0), acc_sum([10**18] * 4, 1), acc_sum([0.5] * 3, 1))
rows = [[1, 2], [3, 4]]
print(list(map(list, zip(*rows))), list(map(max, rows)), list(map(min, [3, 1], [2, 5])))
try:
    print(sum([2**1024, 0.5]))
except OverflowError as e:
    print(e)
def big_float(a, b):
    try:
        return a + b
    except OverflowError as e:
        return str(e)
print(big_float(2**1024, 0.5), big_float(0.5, 1), big_float(1, 2))


def mixed_sums(rows):
    return [sum(a * b for a, b in zip(row, row)) for row in rows]


print(mixed_sums([[1, 2.5, True], [], [1, 2], [0.1] * 3]), sum(x for x in [1, 0.5, 2 ** 70]))
