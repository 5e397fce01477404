"""Dicts walked by keys, values and items: counts, the best of each group, an inverted index."""


def counts(n):
    table = {}
    for i in range(n):
        key = i * 7919 % 1009
        table[key] = table.get(key, 0) + i % 13
    return table


def summary(table):
    best_key, best, total = -1, -1, 0
    for key, value in table.items():
        total += value
        if value > best:
            best_key, best = key, value
    return best_key, best, total


def inverted(table):
    groups = {}
    for key, value in table.items():
        groups.setdefault(value, []).append(key)
    return groups


def scale(points):
    x_low = min(x for x, y in points.values())
    total = 0.0
    for name, (x, y) in points.items():
        total += (x - x_low) * y
    return total


def main():
    table = counts(200000)
    checks = 0
    for turn in range(400):
        key, best, total = summary(table)
        for key in table:
            checks += key & turn
        for i, value in enumerate(table.values()):
            checks += i ^ value
    print(key, best, total, checks)
    groups = inverted(table)
    print(len(groups), sum(len(keys) for keys in groups.values()))
    points = {"p" + str(i): (i * 0.5, i % 10 * 1.5) for i in range(1000)}
    total = 0.0
    for turn in range(200):
        total += scale(points)
    print(total)
    print({v: k for k, v in table.items()}[best] >= 0)


main()
