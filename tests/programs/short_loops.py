"""Loops of few turns that are written down one after the other, counters that go together,
texts read character by character, and slow paths in the middle of fast loops."""


def neighbours(grid, h, w):
    new = [[0] * w for _ in range(h)]
    for y in range(h):
        for x in range(w):
            n = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if dy != 0 or dx != 0:
                        n += grid[(y + dy) % h][(x + dx) % w]
            new[y][x] = n
    return new


def blur(image, h, w):
    out = [[0] * w for _ in range(h)]
    for y in range(1, h - 1):
        for x in range(1, w - 1):
            s = 0
            for dy in range(-1, 2):
                for dx in range(-1, 2):
                    s += image[y + dy][x + dx]
            out[y][x] = s // 9
    return out


def fits(board, r, c, v):
    for i in range(3):
        for j in range(3):
            if board[r + i][c + j] == v:
                return i, j
    return None


def leaves_early(rows):
    """break, continue, else, and what the loop variable is afterwards."""
    seen = []
    for row in rows:
        for k in range(4):
            if row[k] == 0:
                continue
            if row[k] < 0:
                seen.append(("negative", k))
                break
            last = row[k]
        else:
            seen.append(("none", k, last))
        seen.append(k)
    return seen


def steps(rows):
    total = 0
    for row in rows:
        i = 1
        while i < 8:
            total = total * 3 + row[i]
            i += 3
        total += i
        for k in range(6, 0, -2):
            total = total * 5 + row[k]
        for a, b in ((0, 1), (2, 3), (5, 7)):
            total += row[a] * row[b]
    return total


def raises(rows, n):
    done = []
    for row in rows:
        try:
            for k in range(3):
                done.append(10 // row[k] + row[k + n])
        except ZeroDivisionError:
            done.append(("zero", k))
        except IndexError:
            done.append(("index", k))
    return done


def counts(turns):
    """A loop within loops: nothing of it is constant but how often it runs."""
    state = 1
    for _ in range(turns):
        for _ in range(2):
            for _ in range(2):
                state = state * 6364136223846793005 + 1442695040888963407
    return state


def closures(rows):
    made = []
    for row in rows:
        for k in range(3):
            made.append(lambda k=k: row[k])
    return [f() for f in made]


def numbered(text, other):
    same = []
    for i, x in enumerate(text):
        for j, y in enumerate(other):
            if x == y and i != j:
                same.append((i, j))
    return same


def common(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            change = previous[j] + (x != y)
            current.append(min(previous[j + 1] + 1, current[j] + 1, change))
        previous = current
    return previous[-1]


def last_is(text, wanted, n):
    """Indices from the end, and beyond."""
    found = []
    for k in range(n):
        try:
            found.append(text[-k - 1] == wanted)
        except IndexError:
            found.append(k)
    return found


def maybe_text(value, n):
    """What is read is a text in some calls only."""
    count = 0
    for i in range(n):
        if isinstance(value, str):
            if value[i] == "a":
                count += 1
        elif value[i] == 97:
            count += 100
    return count


def growing(rounds):
    text = ""
    hits = 0
    for k in range(rounds):
        text += "ab" if k % 3 else "é"
        for i in range(len(text)):
            if text[i] == "b":
                hits += 1
    return hits


def overflows(values, rounds):
    """Sums and appended items that become big in the middle of a loop."""
    rows = []
    for r in range(rounds):
        row = [values[0]]
        for j in range(len(values)):
            row.append(max(row[j] * 3, values[j] + row[j]))
        rows.append(row[-1])
    return rows


def copies(xs):
    ys = xs[:]
    ys.append(1)
    zs = xs[1:-1]
    back = xs[::-1]
    return ys, zs, back, xs[::2], xs[::-3], xs.copy(), xs[5:2], xs[-1:-9:-1]


def shortest(d):
    n = len(d)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def pascal(n):
    rows = [[1]]
    for i in range(n):
        above = rows[-1]
        row = [1]
        for j in range(i):
            row.append(above[j] + above[j + 1])
        row.append(1)
        rows.append(row)
    return rows[-1]


def grown(xs, n):
    """Lists that are appended to while they, or others of the same name, are read."""
    ys = xs
    for i in range(n):
        ys.append(ys[i] + xs[len(xs) - 1])
    a, b = [1], [2]
    for k in range(n):
        for j in range(3):
            b.append(a[j % len(a)] + b[k % len(b)])
        a, b = b, a
    last = [0]
    for k in range(n):
        before = last
        last = [k]
        for j in range(k + 1):
            last.append(before[j] + last[j])
    return xs, a, b, last


def main():
    grid = [[(x * 7 + y * 5) % 3 for x in range(6)] for y in range(5)]
    print(neighbours(grid, 5, 6))
    print(blur([[x * y for x in range(7)] for y in range(6)], 6, 7))
    print(fits(grid, 1, 2, 2), fits(grid, 0, 0, 9))
    try:
        fits(grid, 4, 0, 9)
    except IndexError as error:
        print(error)
    print(leaves_early([[1, 0, 2, 3], [4, -1, 5, 6], [0, 0, 0, 0]]))
    print(steps([list(range(k, k + 9)) for k in range(40)]))
    print(raises([[1, 2, 3, 4], [5, 0, 5, 5], [2, 2]], 1), raises([[1, 2, 3]], 0))
    print(counts(3), counts(20) % 1000003)
    print(closures([[1, 2, 3], [4, 5, 6]]))
    print(numbered("abcab", "bca"), numbered("äbä", "bä"))
    for a, b in (("kitten", "sitting"), ("", "abc"), ("grün", "grau"), ("日本語", "日本")):
        print(common(a, b), distance(a, b))
    print(last_is("xyz", "z", 5), last_is("xéz", "é", 4))
    print(maybe_text("banana", 6), maybe_text(b"banana", 6), maybe_text([97, 1], 2))
    print(growing(12))
    print(overflows([5, 2**61, 3], 2)[:1], overflows(list(range(1, 60)), 3)[-1])
    print(shortest([[0, 7, 2], [3, 0, 9], [1, 4, 0]]), shortest([[5]]))
    one = [1, 1]
    print(shortest([one, one]), shortest([[0, 2**62], [2**62, 0]]))
    for short in ([[1, 2], [3]], [[0, 1, 1], [1, 0, 5], [9]]):
        try:
            shortest(short)
        except IndexError as error:
            print(error, short)
    print(pascal(12), pascal(80)[40])
    print(grown([1, 2], 6))
    print(copies([1, 2, 3, 4, 5]))
    print(copies(["a", 2**70, None, 1.5]))
    print(copies([True, False, True]), copies([0.5, 1.5]))
    print(copies([]), copies(list(range(70)))[1][-3:])


main()


# Characters of texts that may be wide, too short, or not texts at all.
def letters(text, n):
    found = 0
    for i in range(n):
        if text[i] == "a":
            found += 1
        elif text[i].isdigit():
            found += 10
    return found


def pairs(text, other):
    same = 0
    for i in range(len(text)):
        for j in range(len(other)):
            if text[i] == other[j]:
                same += i * 10 + j
    return same


def backwards(text, n):
    out = []
    while n > 0:
        n -= 1
        try:
            if text[n] == "b":
                out.append(n)
            elif text[n] == "é":
                out.append(-n)
        except (IndexError, TypeError) as error:
            out.append(str(error))
    return out


def perhaps(text, flag, n):
    total = 0
    for i in range(n):
        if flag:
            if text[i] == "a":
                total += 1
    return total


def from_end(text, n):
    total = 0
    for i in range(-n, n):
        if text[i] == "a":
            total += i
    return total


def edits(a, b):
    before = list(range(len(b) + 1))
    for i, x in enumerate(a):
        now = [i + 1]
        for j, y in enumerate(b):
            now.append(min(before[j + 1] + 1, now[j] + 1, before[j] + (x != y)))
        before = now
    return before[-1]


def characters():
    for text in "", "a", "abca123", "aébé1a", "\u4e2da", "\U0001f600ab":
        print([letters(text, n) for n in range(len(text) + 1)], pairs(text, "a1éb"), pairs("ab1", text))
        print(backwards(text, 4), perhaps(text, True, len(text)), from_end(text, len(text)))
        print(edits(text, "ab1é"), edits("cab", text), edits(text, text))
        try:
            print(letters(text, 9))
        except IndexError as error:
            print(error)
    print(perhaps(None, False, 5), backwards(None, 1))
    try:
        print(perhaps(None, True, 5))
    except TypeError as error:
        print(error)
    print(edits([1, 2, 3], (2, 3)))


characters()
