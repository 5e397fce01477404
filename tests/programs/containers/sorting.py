# Sorting asks the same questions in the same order as CPython.


class Noisy:
    log = []

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Noisy.log.append((self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return f"N{self.value}"


def shuffled(n, seed):
    values = list(range(n))
    for i in range(n - 1, 0, -1):
        seed = (seed * 1103515245 + 12345) % 2147483648
        j = seed % (i + 1)
        values[i], values[j] = values[j], values[i]
    return values


def digest(pairs):
    total = 0
    for a, b in pairs:
        total = (total * 31 + a * 7 + b) % 1000000007
    return total


for n in (2, 3, 10, 63, 64, 65, 130, 500):
    for seed in (1, 2):
        Noisy.log.clear()
        items = [Noisy(v) for v in shuffled(n, seed)]
        items.sort()
        print(n, seed, len(Noisy.log), digest(Noisy.log), [x.value for x in items[:4]])
        Noisy.log.clear()
        items = [Noisy(v // 3) for v in shuffled(n, seed)]
        items.sort(reverse=True)
        print(n, seed, len(Noisy.log), digest(Noisy.log), [x.value for x in items[:4]])

# Runs that gallop.
Noisy.log.clear()
runs = [Noisy(v) for v in list(range(0, 200, 2)) + list(range(1, 100, 2)) + list(range(300, 250, -1))]
runs.sort()
print(len(Noisy.log), digest(Noisy.log))

print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True))
print(sorted(["b", "A", "c"], key=str.lower))
print(sorted([(1, "b"), (1, "a"), (0, "z")], key=lambda pair: pair[0]))
print(sorted([(1, "b"), (1, "a"), (0, "z")], key=lambda pair: pair[0], reverse=True))
print(sorted({"x": 3, "y": 1}.items(), key=lambda item: item[1]))


class Bad:
    def __init__(self, fail):
        self.fail = fail

    def __lt__(self, other):
        if self.fail or other.fail:
            raise ValueError("no order")
        return False


items = [Bad(False), Bad(False), Bad(True), Bad(False)]
before = list(items)
try:
    items.sort()
except ValueError as error:
    print("ValueError", error, len(items), sorted(map(id, items)) == sorted(map(id, before)))


def meddle(value):
    numbers.append(value)
    return value


numbers = [3, 2, 1]
try:
    numbers.sort(key=meddle)
except ValueError as error:
    print(error, numbers)


def look(value):
    seen.append(len(looked))
    return value


seen = []
looked = [2, 1]
looked.sort(key=look)
print(seen, looked)

try:
    [1, "a"].sort()
except TypeError as error:
    print(error)
try:
    sorted([1, 2], key=5)
except TypeError as error:
    print(error)
