def run(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)

def add(d):
    for k in d:
        d[k + "x"] = 1
    return len(d)

def add_items(d):
    n = 0
    for k, v in d.items():
        n += v
        if n == 3:
            d["new"] = 1
    return n

def remove(d):
    for k in d:
        del d[k]

def swap(d):
    seen = []
    for k in d:
        seen.append(k)
        v = d.pop(k)
        d[k + "!"] = v
    return seen

def swap_values(d):
    seen = []
    for v in d.values():
        seen.append(v)
        if len(seen) > 20:
            break
        k = next(iter(d))
        d.pop(k)
        d[k + "!"] = v
    return seen

def last(d):
    # The size changes at the last turn, which is noticed at the end.
    for k in d:
        if k == "c":
            d["z"] = 1
    return d

def replace(d):
    for k, v in d.items():
        d[k] = v * 2
    return d

def holes(d):
    del d["a"], d["c"]
    return [k for k in d], [v for v in d.values()], [(k, v) for k, v in d.items()], list(d.items())

def whole(d):
    out = []
    for item in d.items():
        out.append(item)
    for i, (k, v) in enumerate(d.items()):
        out.append((i, k, v))
    for i, item in enumerate(d.items()):
        out.append((i, item))
    for k, (a, b) in zip(d, d.items()):
        out.append((k, a, b))
    return out

def nested(d):
    for k, v in d.items():
        for j, w in d.items():
            if w > v:
                break
        else:
            return k

def clear(d):
    for k in d:
        d.clear()

def clear_and_fill(d):
    for k in d:
        n = len(d)
        d.clear()
        for i in range(n):
            d[str(i)] = i
    return d

def rebound(d):
    for k, v in d.items():
        d = {}
    return k, v

def fresh():
    return {"a": 1, "b": 2, "c": 3}

for f in (add, add_items, remove, swap, swap_values, last, replace, holes, whole, nested, clear, clear_and_fill, rebound):
    run(f, fresh())
    run(f, {})

def tuples():
    d = {}
    d["p"] = (1, (2, 3))
    d["q"] = (4, (5, 6))
    t = 0
    for k, (a, (b, c)) in d.items():
        t += a * b * c
    for a, (b, c) in d.values():
        t += a + b + c
    return t
print(tuples())

def backwards():
    out = []
    xs = [1, 2, 3, 4]
    for x in reversed(xs):
        out.append(x)
        if x == 3:
            xs.pop()
            xs.pop()
    for x in reversed(xs):
        xs.append(x)
        out.append(x)
    for x in reversed(xs):
        xs.clear()
        out.append(x)
    for x in reversed((1, 2.5, "x")):
        out.append(x)
    for i in reversed(range(5)):
        out.append(i)
    for i in reversed(range(10, -10, -3)):
        out.append(i)
    for i in reversed(range(0)):
        out.append(i)
    for i in reversed(range(2 ** 70, 2 ** 70 + 5, 2)):
        out.append(i)
    for i, c in enumerate(reversed("abc")):
        out.append((i, c))
    for i, f in enumerate(reversed([1.5, 2.5])):
        out.append((i, f))
    return out
print(backwards())
d = {1: 2.5, 2: 3.5}
for k, v in d.items():
    d[k] = v + k
print(d, sum(v for v in d.values()))
for k in d.keys():
    try:
        d.pop(k)
    except KeyError:
        pass
    finally:
        print(k)
        break

class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print("dies", self.name)

def deaths():
    for k, v in {"a": Loud("a"), "b": Loud("b")}.items():
        print(k, v.name)
        del v
    print("after")
    for v in {"c": Loud("c")}.values():
        print("in")
    print("held")
    v = None
    print("end")
deaths()


class Recent:
    """What was used last, the oldest at the front."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.data = {}

    def get(self, key):
        value = self.data.pop(key, None)
        if value is not None:
            self.data[key] = value
        return value

    def put(self, key, value):
        self.data.pop(key, None)
        if len(self.data) >= self.capacity:
            del self.data[next(iter(self.data))]
        self.data[key] = value


def from_the_front():
    recent = Recent(3)
    for i in range(2000):
        recent.put(i % 7, i)
        if i % 3 == 0:
            recent.get((i + 5) % 7)
    print(recent.data)
    squares = {i: i * i for i in range(10)}
    for i in range(7):
        del squares[i]
    print(next(iter(squares)), next(iter(squares.items())), next(reversed(squares)), list(squares))
    walk = iter(squares)
    print(next(walk))
    del squares[7]
    squares[100] = 1
    try:
        print(next(walk))
        print(next(walk))
    except (RuntimeError, StopIteration) as error:
        print(type(error).__name__, error)
    squares.clear()
    print(next(iter(squares), None))
    squares[5] = 6
    print(next(iter(squares.values())))


from_the_front()
