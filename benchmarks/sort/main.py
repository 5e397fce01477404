"""Sorting: numbers, strings, by key, tuples; and a merge sort in Python."""


def random_numbers(n):
    seed = 12345
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed)
    return out


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    out.extend(left[i:])
    out.extend(right[j:])
    return out


def main():
    numbers = random_numbers(200000)
    ordered = sorted(numbers)
    print(ordered[0], ordered[len(ordered) // 2], ordered[-1])
    floats = [n / 1000 for n in numbers]
    floats.sort()
    print(floats[:3])
    names = [f"name{n % 100000}" for n in numbers[:100000]]
    names.sort()
    print(names[:3], names[-1])
    by_key = sorted(numbers, key=lambda n: n % 1000)
    print(by_key[:4])
    pairs = [(n % 100, n) for n in numbers[:100000]]
    pairs.sort(reverse=True)
    print(pairs[:2])
    mine = merge_sort(numbers[:50000])
    print(mine == sorted(numbers[:50000]))


main()
