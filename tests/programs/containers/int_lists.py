"""Lists of ints: small ones are read and written in line, the others leave for slower code."""

BIG = 1 << 70


def total(xs):
    s = 0
    for i in range(len(xs)):
        s += xs[i]
    return s


def swap_ends(xs, turns):
    for _ in range(turns):
        i, j = 0, len(xs) - 1
        while i < j:
            xs[i], xs[j] = xs[j], xs[i]
            i += 1
            j -= 1
    return xs


def doubled(xs):
    for i in range(len(xs)):
        xs[i] = xs[i] * 2
    return xs


def wrapped(xs):
    out = []
    for i in range(len(xs)):
        out.append(xs[i - 1] + xs[i] - xs[i - len(xs)])
    return out


def past_the_end(xs):
    s = 0
    i = 0
    try:
        while True:
            s += xs[i]
            xs[i] += 1
            i += 1
    except IndexError as error:
        return s, i, str(error)


def store_past_the_end(xs, at):
    done = 0
    for k in range(at, at + 4):
        try:
            xs[k] = k
            done += 1
        except IndexError as error:
            print(k, error)
    return done


def becomes_big(n):
    xs = [1, 1]
    for i in range(2, n):
        xs.append(xs[i - 1] + xs[i - 2])
        xs[0] = xs[i] * xs[i]
    return xs[0], xs[-1]


def shrinks(xs):
    seen = []
    for i in range(len(xs)):
        if i < len(xs):
            seen.append(xs[i])
        if i % 2:
            xs.pop()
    return seen


def grows(xs):
    for x in xs:
        if len(xs) < 12:
            xs.append(x + len(xs))
    return xs


class Cell:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def objects():
    cells = [Cell("a"), Cell("b"), Cell("c")]
    for i in range(3):
        cells[i], cells[2 - i] = cells[2 - i], cells[i]
        cells[i] = Cell("new" + str(i))
    print([cell.name for cell in cells])


def matrix(n):
    rows = [[i * j for j in range(n)] for i in range(n)]
    trace = 0
    for i in range(n):
        for j in range(n):
            rows[i][j] += rows[j][i]
            trace += rows[i][j]
    rows[1], rows[0] = rows[0], rows[1]
    return trace, rows[0], rows[n - 1]


def prefix(xs, n):
    return xs[:n], xs[n:], xs[-n:], xs[:-n], xs[:], xs[n:n + 2], xs[5:2], xs[BIG:], xs[-BIG:BIG]


def parts(xs):
    ys = xs[1:3]
    ys[0] = -1
    zs = xs[:]
    zs[1:2] = [7, 8, 9]
    zs[:1] += [6]
    del zs[2:4]
    flag = len(zs) > 2
    return xs, ys, zs, zs[flag:], zs[:flag]


def ranges(n):
    r = range(n)
    print(r, len(r), list(r), list(range(2, n)), list(range(n, 0, -3)), list(range(-3, True)))
    print(list(range(BIG, BIG + 3)), list(range(0)), range(0, BIG, BIG // 2)[1], tuple(range(3)))
    print(sorted(range(5), reverse=True), sum(range(n)), list(range(2**62 - 2, 2**62 + 1)))
    try:
        list(range(1, n, 0))
    except ValueError as error:
        print(error)


def main():
    print(total([1, 2, 3]), total([BIG, 1]), total([2**61, 2**61, 2**61, 2**61]), total([]))
    print(swap_ends([1, 2, 3, 4, 5], 3), swap_ends([BIG, 2, -BIG, 4], 1))
    print(doubled([3, 2**61, 5]), doubled([2**62 - 1, -2**62, BIG]), doubled(doubled([2**60] * 3)))
    print(wrapped([5, 7, 11]), wrapped([BIG, 7, 11]))
    print(past_the_end([1, 2, 3]), past_the_end([BIG]))
    print(store_past_the_end([0, 0, 0], 1), store_past_the_end([0, 0, 0], -4))
    print(becomes_big(10), becomes_big(100))
    print(shrinks([1, 2, 3, 4, 5, 6, 7]), grows([1, BIG]))
    objects()
    print(matrix(5))
    print(prefix([1, 2, 3, 4, 5, 6], 2), prefix([], 1))
    print(parts([1, 2, 3, 4]))
    ranges(7)


main()
