# bytearrays whose items compiled code reads and writes in place.


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0] = flags[1] = 0
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
    return sum(flags), [i for i, flag in enumerate(flags) if flag][-3:]


def sieve_sliced(n):
    flags = bytearray(b"\x01") * (n + 1)
    flags[0:2] = b"\x00\x00"
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return flags.count(1)


print(sieve(1000), sieve_sliced(1000))


def interpret(program):
    tape, at, out = bytearray(20), 0, bytearray()
    for c in program:
        if c == ">":
            at += 1
        elif c == "<":
            at -= 1
        elif c == "+":
            tape[at] = (tape[at] + 1) % 256
        elif c == "-":
            tape[at] = (tape[at] - 1) & 0xFF
        elif c == ".":
            out.append(tape[at])
    return bytes(out), out.decode(), tape


print(interpret("+" * 72 + ".>" + "-" * 151 + ".<<+."))


def attempt(work, *args):
    try:
        return work(*args)
    except (IndexError, ValueError, TypeError, BufferError) as error:
        return f"{type(error).__name__}: {error}"


def store(data, at, value):
    data[at] = value
    return data


def store_machine(data, at, value):
    data[at] = value * 2 + 1
    return data


def load(data, at):
    return data[at]


for value in (0, 255, 256, -1, True, 10**30, 1.0, "a", None):
    print(attempt(store, bytearray(3), 1, value), attempt(store, bytearray(3), 5, value))
for value in (0, 127, 128, -1, -(2**70)):
    print(attempt(store_machine, bytearray(3), -1, value), attempt(store_machine, bytearray(3), -4, value))
for at in (0, -1, 2, 3, -4, True, 2**70, 1.5, None, "x"):
    print(attempt(load, bytearray(b"abc"), at))


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print(attempt(store, bytearray(3), Index(1), Index(9)), attempt(store, bytearray(3), Index(7), Index(900)))


def methods():
    data = bytearray()
    for i in range(300):
        data.append(i % 256)
    data.extend(range(5))
    data.extend(b"xyz")
    data += b"tail"
    data += bytearray([1, 2])
    last = data.pop()
    first = data.pop(0)
    data.insert(2, 200)
    data.reverse()
    data.remove(200)
    copy = data[:]
    part = data[10:20:3]
    del data[5:]
    twice = data * 2
    both = data + b"!" + bytearray(b"?")
    data.clear()
    return last, first, len(copy), part, twice, both, data, bool(data), copy.find(b"xyz"), copy.hex()[:8]


print(methods())
print(attempt(lambda: bytearray([256])), attempt(lambda: bytearray("text")), bytearray("text", "ascii"), bytearray(3), bytearray(), bytearray(b"ab") == b"ab")
print(bytes([1, 2, 3])[1], bytes(2), bytes("é", "utf-8"), bytes(bytearray(b"q")), bytes(range(3)))


class Own(bytearray):
    def __getitem__(self, key):
        return ("own", key)


def first_of(data):
    return data[0]


print(first_of(Own(b"ab")), first_of(bytearray(b"ab")), first_of(b"ab"))


def sum_of(data):
    total = 0
    for byte in data:
        total += byte
        if total > 100 and len(data) < 6:
            data.append(1)
    return total, data


print(sum_of(bytearray([60, 50, 1])))


print(sum(b""), sum(b"abc", 10), sum(bytearray(b"\xff\x01")), sum(bytearray(2), 1.5))


class Odd(bytearray):
    def __iter__(self):
        return iter([1000])


print(sum(Odd(b"ab")))


def swap(data, i, j):
    data[i], data[j] = data[j], data[i]
    data[i] += 1
    data[j] ^= 0xFF
    return data


print(swap(bytearray(b"abc"), 0, -1), attempt(swap, bytearray([1, 255]), 0, 1))
print(isinstance(bytearray(), bytes), isinstance(bytearray(), bytearray), type(bytearray()).__name__, 3 in bytearray([3]), b"b" in bytearray(b"abc"))
print(sorted(bytearray(b"hello")), max(bytearray(b"hello")), list(bytearray(b"hi")), tuple(bytearray(b"hi")), min(bytearray(b"hello")))
table = {}
for byte in bytearray(b"mississippi"):
    table[byte] = table.get(byte, 0) + 1
print(table)
