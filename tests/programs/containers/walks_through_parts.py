"""Loops over parts of lists, which are read where they are as long as nobody changes them."""

BOUNDS = [None, 0, 1, 2, 5, 9, 10, 11, 50, -1, -2, -9, -10, -11, -50, 10**30, -(10**30)]


def by_bounds(items, start, stop):
    total = 0
    for n, item in enumerate(items[start:stop]):
        total = total * 31 + item * (n + 1)
    for item in items[start:stop:3]:
        total = total * 7 + item
    for item in items[start:stop:-1]:
        total = total * 5 + item
    for item in items[stop:start:-4]:
        total = total * 3 + item
    return total, len(items[start:stop]), len(items[start:stop:-2])


def open_ended(items, k):
    total = 0
    for item in items[k:]:
        total = total * 31 + item
    for item in items[:k]:
        total = total * 29 - item
    for item in items[1:]:
        total += item
    for item in items[:-1]:
        total -= item
    for item in items[-3:]:
        total ^= item
    for item in items[::-1]:
        total += total // 3 + item
    for item in items[::4]:
        total ^= item << 2
    for item in items[:]:
        total += item
    return total


for length in (0, 1, 2, 9, 10, 11):
    numbers = [n * n % 23 - 7 for n in range(length)]
    floats = [n / 4 for n in numbers]
    texts = [str(n) for n in numbers]
    for start in BOUNDS:
        print(length, start, [by_bounds(numbers, start, stop) for stop in BOUNDS][-1])
        print([by_bounds(numbers, start, stop)[0] % 1000 for stop in BOUNDS])
        if start is not None:
            print(open_ended(numbers, start) % 10**9)
    print(sum(x * y for x, y in zip(floats, floats[1:])))
    print([a + b for a, b in zip(texts[:-1], texts[1:])], [t for t in texts[2::2]])


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def far(self, other):
        return (self.x - other.x) ** 2 + (self.y - other.y) ** 2


def closest(points):
    best = None
    for i, p in enumerate(points):
        for q in points[i + 1:]:
            d = p.far(q)
            if best is None or d < best[0]:
                best = d, p, q
    return best


points = [Point(n * 37 % 101, n * 53 % 97) for n in range(60)]
distance, p, q = closest(points)
print(distance, p.x, p.y, q.x, q.y)


def grows(items):
    seen = []
    for item in items[1:]:
        items.append(item)
        seen.append(item)
    return seen


def shrinks(items):
    seen = []
    for item in items[1:]:
        items.pop()
        seen.append(item)
    return seen


def stores(items):
    total = 0
    for n, item in enumerate(items[1:]):
        items[n + 1] = total
        total += item
    return total


def hand(items):
    items.insert(0, -1)
    return 1


def by_call(items):
    total = 0
    for item in items[:-1]:
        total += item * hand(items)
    return total


def by_other_name(items, others):
    total = 0
    for item in items[1:]:
        others.append(item)
        total += item
    return total


def gathers(items, k):
    out = []
    for item in items[k:]:
        out.append(item * 2)
    return out


class Holder:
    def __init__(self):
        self.items = [1, 2, 3, 4]

    def rest(self):
        out = []
        for item in self.items[1:]:
            out.append(item)
        self.items = out
        for item in self.items[:2]:
            self.items.append(item)
        return self.items

    def replaced(self):
        total = 0
        for item in self.items[1:]:
            self.items = [item]
            total += item
        return total


numbers = [3, 1, 4, 1, 5]
print(grows(list(numbers)), shrinks(list(numbers)), stores(list(numbers)), by_call(list(numbers)))
print(by_other_name(numbers, numbers), numbers, gathers(numbers, 2), gathers(numbers, -2))
holder = Holder()
print(holder.rest(), holder.replaced(), holder.items)


def generated(items):
    for item in items[1:]:
        yield item


def changed_between(items):
    seen = []
    for item in generated(items):
        items[:] = []
        seen.append(item)
    return seen


print(changed_between([1, 2, 3, 4]))


def kept(items):
    part = items[1:]
    first = 0
    for item in part:
        first += item
    items[1] = 100
    for item in part:
        first += item
    return first, part


def kept_without_change(items):
    part = items[1:]
    total = 0
    for item in part:
        total += item
    for item in part:
        total *= 2 + item
    return total, len(part)


print(kept([1, 2, 3]), kept_without_change([1, 2, 3]))


def nested(rows):
    total = 0
    for row in rows[1:]:
        for cell in row[:-1]:
            total += cell
        for other in rows[::-2]:
            for cell in other[1::2]:
                total ^= cell
    return total


print(nested([[n * m for m in range(7)] for n in range(6)]))


def part_of_part(items):
    total = 0
    rest = items[1:]
    for item in rest[1:]:
        total += item
    for item in rest[:-1]:
        total -= 3 * item
    return total


print(part_of_part([5, 6, 7, 8]), part_of_part([1]), part_of_part([]))


def leaves_early(items, wanted):
    for n, item in enumerate(items[2:], 2):
        if item == wanted:
            return n
    else:
        return -1


print(leaves_early([5, 5, 6, 5], 5), leaves_early([5], 5), any(x > 3 for x in [1, 5, 2][1:]))


def mixed(items):
    total = 0
    for item in items[1:]:
        total = total + item
    return total


print(mixed([1, 2, 2.5, True]), mixed(["", 1 << 70, 1 << 80]))
