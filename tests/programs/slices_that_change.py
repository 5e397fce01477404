# Bounds that change the sequence while they are asked for.


class Bound:
    def __init__(self, value, change):
        self.value = value
        self.change = change

    def __index__(self):
        self.change()
        return self.value


def tried(text, act):
    try:
        print(text, act())
    except (IndexError, ValueError) as error:
        print(text, type(error).__name__, error)


def store(sequence, key, value):
    sequence[key] = value
    return sequence


def delete(sequence, key):
    del sequence[key]
    return sequence


def changes():
    yield lambda x: x.clear
    yield lambda x: lambda: x.extend(x)


for make in (lambda: bytearray(b"abcdefghij"), lambda: list(range(10))):
    for start, stop, step in ((0, 8, 1), (0, 8, 3), (9, None, -2), (-3, None, None)):
        for change in changes():
            x = make()
            tried("read", lambda: x[Bound(start, change(x)) : stop : step])
            if isinstance(x, bytearray):
                # CPython 3.11 itself crashes on what follows.
                continue
            x = make()
            tried("delete", lambda: delete(x, slice(Bound(start, change(x)), stop, step)))
            x = make()
            tried("store", lambda: store(x, slice(Bound(start, change(x)), stop, step), b"xyz"))
    x = make()
    tried("read one", lambda: x[Bound(3, x.clear)])
    x = make()
    tried("store one", lambda: store(x, Bound(3, x.clear), 1))
    x = make()
    tried("delete one", lambda: delete(x, Bound(3, x.clear)))

for text in ("abcdefghij", "äbcdéfghij", b"abcdefghij", tuple(range(10)), [0.5, 1.5, 2.5, 3.5]):
    for start in (None, -20, -3, 0, 2, 20, 2**70, -(2**70)):
        for stop in (None, -20, -1, 4, 2**70):
            for step in (None, 1, 3, -1, -4, 2**70, -(2**63)):
                x = text[start:stop:step]
                print(x, end=" ")
    print()
