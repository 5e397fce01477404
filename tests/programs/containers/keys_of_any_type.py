import json
def f(k):
    xs = [1, 2, 3]
    xs[k] = (4, 5)
    t = 0
    for x in xs:
        t = x
    return xs[1], t, xs
print(f(json.loads("1")))
def part(k, v):
    xs = [1, 2, 3]
    xs[k] = v
    return xs, xs[k], xs[k] == v
print(part(slice(0, 2), [9, 9, 9]), part(1, 7), part(slice(1, 2), "ab"), part(True, None), part(-1, (1, 2)))
class At:
    def __init__(self, n): self.n = n
    def __index__(self):
        print("index", self.n)
        return self.n
def read(xs, k):
    try:
        return xs[k]
    except (TypeError, IndexError) as e:
        return f"{type(e).__name__}: {e}"
keys = [0, -1, 5, True, None, "a", 1.0, slice(1), slice(None, None, -1), At(1), At(9), 10**30, -10**30, 2 ** 62, (1,), 1j]
for k in keys:
    print(read([1, 2, 3], k), read("abc", k), read((1, "x", None), k), read(b"abc", k), read(range(5, 9), k), read([1.5, 2.5], k), read([True, False], k), read(bytearray(b"xy"), k))
def write(k, v):
    out = []
    for xs in ([1, 2, 3], [1.5, 2.5, 3.5], [True, False, True], ["a", "b", "c"]):
        try:
            xs[k] = v
        except (TypeError, IndexError, ValueError) as e:
            out.append(f"{type(e).__name__}: {e}")
        out.append(xs)
    return out
for k in keys:
    for v in (7, 2.5, None, "zz", [1, 2], (3,), range(2)):
        print(write(k, v))
def union(flag, k):
    pc = 0
    code = [("push", 1), ("jump", 0), ("name", "x"), ("none", None)]
    seen = []
    for _ in range(4):
        op, arg = code[pc]
        seen.append(op)
        if flag and op == "jump": pc = arg; pc += 2
        else: pc += 1
        if pc > 3: break
    try:
        pc = code[k][1]
        pc += 1
        seen.append(pc)
        seen.append(code[pc])
        pc = code[k][1]
        seen.append(code[pc])
    except (TypeError, IndexError) as e:
        seen.append(str(e))
    return seen
for k in range(4): print(union(k % 2 == 0, k))
def ops(a, b):
    out = []
    for n in range(12):
        try:
            if n == 0: out.append(a + b)
            elif n == 1: out.append(a - b)
            elif n == 2: out.append(a * b)
            elif n == 3: out.append(a / b)
            elif n == 4: out.append(a // b)
            elif n == 5: out.append(a % b)
            elif n == 6: out.append(a & b)
            elif n == 7: out.append(a << b)
            elif n == 8: out.append(a ** b)
            elif n == 9: out.append(a < b)
            elif n == 10: out.append(-a)
            else: out.append(a | b)
        except (TypeError, ValueError, ZeroDivisionError, OverflowError) as e:
            out.append(type(e).__name__)
    return out
def pick(n):
    if n == 0: return 3
    if n == 1: return "s%s"
    if n == 2: return None
    if n == 3: return 2.5
    if n == 4: return True
    return 1j
for i in range(6):
    for j in range(6):
        print(ops(pick(i), pick(j)))
