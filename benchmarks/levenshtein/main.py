"""Edit distance between strings: the classic table, two rows at a time."""


def distance(a, b):
    if len(a) < len(b):
        a, b = b, a
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


def main():
    words = []
    seed = 7
    for _ in range(60):
        letters = []
        for _ in range(40):
            seed = (seed * 1664525 + 1013904223) % 4294967296
            letters.append("abcdefgh"[seed >> 29])
        words.append("".join(letters))
    total = 0
    closest = 1000
    for i in range(len(words)):
        for j in range(i):
            d = distance(words[i], words[j])
            total += d
            if d < closest:
                closest = d
    print(total, closest)


main()
