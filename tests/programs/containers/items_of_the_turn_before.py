"""Loops that store an item and read it in the next turn; prefix sums, tables of distances."""


def prefix_sums(numbers):
    sums = [0]
    for n in numbers:
        sums.append(sums[-1] + n)
    return sums


def prefix_by_index(numbers):
    sums = [0] * (len(numbers) + 1)
    for i in range(1, len(numbers) + 1):
        sums[i] = sums[i - 1] + numbers[i - 1]
    return sums


def powers(factor, count):
    out = [1]
    for i in range(count):
        out.append(out[i] * factor)
    return out


def doubled(start, count):
    out = [start]
    for _ in range(count):
        out.append(out[-1] + out[-1])
    return out


def backwards(numbers):
    best = numbers[:]
    for i in range(len(best) - 2, -1, -1):
        best[i] = max(best[i], best[i + 1])
    return best


def below_zero(numbers):
    """Indices from the end, and over it."""
    out = numbers[:]
    for i in range(1 - len(out), len(out)):
        out[i] = out[i - 1] + 1
    return out


def floats(numbers, weight):
    level = [0.0]
    for n in numbers:
        level.append(level[-1] * weight + n)
    return level


def smoothed(numbers):
    out = numbers[:]
    for i in range(1, len(out)):
        out[i] = 0.5 * out[i] + 0.5 * out[i - 1]
    return out


def flags(numbers):
    seen = [False]
    for i, n in enumerate(numbers):
        seen.append(seen[i] or n > 5)
    return seen


def longest_common(a, b):
    table = [[0] * (len(b) + 1)]
    for i, x in enumerate(a):
        row = [0]
        for j, y in enumerate(b):
            if x == y:
                row.append(table[i][j] + 1)
            else:
                row.append(max(row[-1], table[i][j + 1]))
        table.append(row)
    return table[-1][-1]


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            insert = previous[j + 1] + 1
            delete = current[j] + 1
            change = previous[j] + (x != y)
            current.append(min(insert, delete, change))
        previous = current
    return previous[-1]


def edit_table(a, b):
    d = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        d[i][0] = i
    for j in range(len(b) + 1):
        d[0][j] = j
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                d[i][j] = d[i - 1][j - 1]
            else:
                d[i][j] = 1 + min(d[i - 1][j], d[i][j - 1], d[i - 1][j - 1])
    return d[-1][-1]


def one_row(row, count):
    """The same list under two names."""
    rows = [row, row]
    for k in range(count):
        for j in range(1, len(row)):
            rows[0][j] = rows[1][j - 1] + rows[0][j]
    return row


def sometimes(numbers):
    """Not every turn stores."""
    out = [0] * len(numbers)
    for i in range(1, len(numbers)):
        if numbers[i] % 2:
            out[i] = out[i - 1] + numbers[i]
    return out


def too_far(numbers, count):
    out = numbers[:]
    try:
        for i in range(1, count):
            out[i] = out[i - 1] + 1
    except IndexError as error:
        return out, str(error)
    return out, None


def neighbours(numbers):
    rising = 0
    for i in range(1, len(numbers) - 1):
        if numbers[i - 1] < numbers[i] < numbers[i + 1]:
            rising += 1
    return rising


def shifted(numbers):
    """Reads what it has written, and what it will write."""
    out = numbers[:]
    for i in range(len(out) - 1):
        out[i] = out[i + 1]
    return out


def starts_elsewhere(count):
    out = [5, 6, 7]
    for i in range(count):
        out.append(out[i] + 1)
    return out


def starts_at_two(count):
    out = [0, 1]
    for i in range(2, count):
        out.append(out[i - 1] + out[i - 2])
    return out


numbers = [(n * 7919) % 23 - 8 for n in range(40)]
print(prefix_sums(numbers))
print(prefix_sums([]), prefix_sums([2**62 - 1, 1, 2**62, -1, 2**63]))
print(prefix_sums([2**61] * 9))
print(prefix_by_index(numbers) == prefix_sums(numbers), prefix_by_index([2**61] * 5))
print(powers(3, 45)[-4:], powers(-7, 25)[-3:], powers(0, 3))
print(doubled(1, 70)[-9:], doubled(-3, 64)[-4:])
print(backwards(numbers), backwards([4]), backwards([]))
print(below_zero([1, 2, 3]), below_zero([2**62 - 2, 0]))
print(floats([1.5, 2.0, -3.25] * 4, 0.5))
print(smoothed([1.0, 2.0, 4.0, 8.0]), smoothed([]))
print(flags(numbers), flags([]))
print(longest_common("nematode knowledge", "empty bottle"), longest_common("", "abc"))
print(distance("kitten sitting", "sitting kitten"), distance("", "ab"), distance("ab", ""))
print(edit_table("kitten sitting", "sitting kitten"), edit_table("", "ab"))
print(one_row([1, 1, 1, 1], 5))
print(sometimes(numbers))
print(too_far([3, 3, 3], 5), too_far([], 2), too_far([1], 1))
print(neighbours(numbers), neighbours([1, 2, 3]), neighbours([]))
print(shifted([1, 2, 3, 4]), starts_elsewhere(5), starts_at_two(10), starts_at_two(95)[-2:])


# An index below 0 and one that is not are the same item, and the read comes behind the store.
def wraps(a, i, lim):
    t = 0
    first = i
    while t < lim:
        a[i+1] = t+3
        if i > first:
            t += a[i]
        else:
            t += 1
        i += 1
    return t


print(wraps([5], -2, 3))
