"""Loops over displays of numbers, and `divmod` taken apart: nothing is made on the way."""


def neighbours(grid, i, j):
    n = 0
    for di in (-1, 0, 1):
        for dj in [-1, 0, 1]:
            if di or dj:
                n += grid[(i + di) % len(grid)][(j + dj) % len(grid[0])]
    return n


def fill(grid, i, j):
    todo = [(i, j)]
    count = 0
    while todo:
        i, j = todo.pop()
        if grid[i][j]:
            continue
        grid[i][j] = 1
        count += 1
        for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            if 0 <= i + di < len(grid) and 0 <= j + dj < len(grid[0]):
                todo.append((i + di, j + dj))
    return count


def knight(x, y):
    out = []
    for [dx, dy] in [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]:
        out.append((x + dx, y + dy))
    return out


def all_sorts():
    for x in (9223372036854775807,):
        print(x, x + 1)
    for x in (-9223372036854775808,):
        print(x, x - 1)
    for x in (2147483647, -2147483648):
        print(x * x)
    for x in (2147483648, -2147483649):
        print(x * x)
    for x in (0, 7, -8, 3, 2, 1, 0, -1, -2, -3, 4, 5, 6, 7, -7, -6):
        print(x, end=" ")
    print()
    for x in (0, 8, -8, 3, 2, 1, 0, -1, -2, -3, 4, 5, 6, 7, -7, -6):
        print(x, end=" ")
    print(x)
    for pair in ((1, 2), (3, 4)):
        print(pair)
    for a, b, c in ((1, -2, 300), (4, 5, -600)):
        print(a, b, c)
    for a, b in ((1, 2.5), (3, "x")):
        print(a, b)
    for x in (1, True, 2):
        print(x)
    for x in ():
        print("never")
    else:
        print("nothing")
    for x in [1, 2, 3]:
        if x == 2:
            break
    else:
        print("never")
    print(x, [k * 2 for k in (3, -4)], {k: v for k, v in ((1, 2), (3, -4))}, sum(k for k in (1, 2, 3)))
    for x in (1, 2, 3):
        x += 10
        print(x)
    try:
        for a, b in ((1, 2), (3, 4, 5)):
            print(a, b)
    except ValueError as error:
        print(error)


def numbers():
    for k in (2, 5, -3):
        yield k
        yield -k


def digits(n, base):
    out = []
    while n:
        n, d = divmod(n, base)
        out.append(d)
    return out


def divide(x, y):
    try:
        q, r = divmod(x, y)
    except ZeroDivisionError as error:
        return str(error)
    return q, r, divmod(x, y)


class Clock:
    pass


def main():
    grid = [[(i * 3 + j * 5) % 4 % 2 for j in range(7)] for i in range(6)]
    print([neighbours(grid, i, j) for i in range(6) for j in range(7)])
    print(fill(grid, 0, 0), fill([[0] * 9 for _ in range(8)], 3, 3), knight(3, 4))
    all_sorts()
    print(list(numbers()))
    print(digits(123456789, 7), digits(10**40, 1000))
    for x in (0, 1, -1, 7, -7, 2**62, -(2**62), 2**64, -(2**63)):
        for y in (1, -1, 2, -2, 3, -3, 0, 2**62, -(2**62), 2**63):
            print(divide(x, y), end=" ")
        print()
    clock = Clock()
    clock.minutes, clock.seconds = divmod(3725, 60)
    (h, m), s = divmod(clock.minutes, 60), clock.seconds
    print(h, m, s, divmod(True, 2), divmod(7.5, 2))
    a = [0, 0]
    a[0], a[1] = divmod(17, 5)
    print(a)


main()
