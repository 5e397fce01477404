"""Exceptions as control flow: raised, caught, passed through frames, cleaned up after."""


class NotANumber(ValueError):
    def __init__(self, text, position):
        super().__init__(f"not a number: {text}")
        self.position = position


def parse(text, position):
    if not text.isdigit():
        raise NotANumber(text, position)
    return int(text)


def total(parts):
    result = 0
    bad = 0
    for position, part in enumerate(parts):
        try:
            result += parse(part, position)
        except NotANumber as problem:
            bad += problem.position % 3
    return result, bad


def lookups(table, keys):
    missing = 0
    for key in keys:
        try:
            missing += table[key]
        except KeyError:
            missing -= 1
        finally:
            missing += 2
    return missing


def first_even(items):
    try:
        for item in items:
            if item % 2 == 0:
                raise StopIteration(item)
    except StopIteration as found:
        return found.value
    return None


def main():
    parts = [str(i) if i % 3 else "x" + str(i) for i in range(100000)]
    print(total(parts))
    table = {i: i for i in range(0, 1000, 2)}
    print(lookups(table, [i % 1000 for i in range(200000)]))
    found = 0
    for i in range(100000):
        if first_even([i, i + 1]) is not None:
            found += 1
    print(found)


main()
