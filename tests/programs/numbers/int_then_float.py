# Variables that begin as an int and hold floats later, or now and then.


def total(items):
    s = 0
    for x in items:
        s += x
    return s


def scaled(items, factor):
    s = 0
    best = -1
    for x in items:
        s += x * factor
        if s > best:
            best = s
        elif s == 0 or best != s:
            best -= 1
    return s, best


def seen(items):
    s = 1
    out = []
    for x in items:
        out.append(s)
        s *= x
        print(s, end=" ")
    print()
    return out, s


def back_and_forth(n):
    x = 1
    y = 0
    for i in range(n):
        x = x * 1.5
        if x > 3:
            x = 1
        y = y + x if i % 2 else y - 0.5
    return x, y


def boundaries():
    s = 9007199254740992
    print(s == 9007199254740993, s < 9007199254740993.0, s + 0.0)
    t = 9007199254740991
    for x in (0.0, 1.0, 2.0):
        print(t, t >= 9007199254740991, t != 9007199254740991.0)
        t += x
    return s, t


def nan_and_zero():
    s = 0
    for x in (0.0, -0.0, float("inf"), float("nan")):
        print(s == s, s < 1, s <= s, s != 0, s)
        s = x
    z = 0
    for x in (-0.0, -0.0):
        z = z * x
        print(z, end=" ")
    print()


def too_large(big):
    s = 0
    for x in big:
        try:
            s += x
            s = s / 2
            s = s - 0.25
        except OverflowError as e:
            print(type(e).__name__, e, s)
    return s


def divided(items):
    s = 0
    n = 0
    for x in items:
        s = s + x
        n += 1
    try:
        return s / n
    except ZeroDivisionError as e:
        return str(e)


class Account:
    def __init__(self):
        self.balance = 0
        self.moves = 0

    def move(self, amount):
        self.balance += amount
        self.moves += 1
        return self.balance

    def mean(self):
        return self.balance / self.moves if self.moves else None


def nested(rows):
    grand = 0
    for row in rows:
        part = 0
        for x in row:
            part += x
            if part > 10:
                part = 0
                break
        else:
            grand += 0.5
        grand += part * 0.5
    return grand


def closure():
    s = 0

    def add(x):
        nonlocal s
        s += x
        return s

    return [add(0.5), add(1), add(2.5)]


def running(items):
    s = 0
    for x in items:
        yield s
        s += x
    yield s


def mean(xs):
    return sum(xs) / len(xs)


def variance(xs):
    m = mean(xs)
    return sum((x - m) ** 2 for x in xs) / len(xs)


print(total([]), total([1.5]), total([0.5, 0.25]), total([1, 2]), total([True, 2.5, 3]))
print(scaled([], 2.0), scaled([1.0, -3.0, 2.0], 2.0), scaled([1, 2], 2), scaled([1, 2.5], 3))
print(seen([1.5, 2.0]), seen([]), seen([2, 3]))
print([back_and_forth(n) for n in range(6)])
print(boundaries())
nan_and_zero()
print(too_large([1, 10**400, 2.5]), too_large([10**400]))
print(divided([]), divided([0.5, 1.5]), divided([10**300, 10**300]), divided([10**400, -(10**400)]))
account = Account()
print(account.balance, account.mean(), account.move(2.5), account.move(1), account.mean())
print(nested([[1.0, 2.0], [11.0], [], [0.5]]), nested([]))
print(closure(), list(running([0.5, 1.5])), list(running([])))
print(mean([1, 2, 4]), variance([1.5, 2.5]), variance([1, 2, 4]), mean([10**20, 1]))
matrix = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3):
        matrix[i][j] += i * 0.5 if j else i
print(matrix, sum(map(sum, matrix)), 7 % matrix[2][1], 7 // matrix[2][2], 2 - matrix[0][0])
