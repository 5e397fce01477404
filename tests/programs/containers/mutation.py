# Containers that change while they are used.
class Evil:
    """Compares by changing the container it is compared in."""

    def __init__(self, target, action):
        self.target = target
        self.action = action

    def __eq__(self, other):
        self.action(self.target)
        return False

    def __repr__(self):
        return "Evil"

    def __hash__(self):
        return 1

    def __lt__(self, other):
        self.action(self.target)
        return True


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__} {error}"


xs = [1, 2, 3, 4]
print(attempt(lambda: xs.index(Evil(xs, list.clear))), xs)
xs = [1, 2, 3, 4]
print(attempt(lambda: xs.count(Evil(xs, lambda l: l.pop() if l else None))), xs)
xs = [1, 2, 3, 4]
print(attempt(lambda: Evil(xs, list.clear) in xs), xs)
xs = [1, 2, 3, 4]
print(attempt(lambda: xs.remove(Evil(xs, list.clear))), xs)
xs = [1, 2, 3]
ys = [Evil(xs, list.clear), 2, 3]
print(attempt(lambda: ys == xs), xs)
d = {1: "a", 9: "b"}
print(attempt(lambda: d.get(Evil(d, dict.clear))), d)
d = {i: i for i in range(20)}
print(attempt(lambda: Evil(d, lambda t: t.update({k + 100: 0 for k in range(50)})) in d), len(d))
s = {1, 2, 3}
print(attempt(lambda: Evil(s, set.clear) in s), s)
s = set(range(20))
print(attempt(lambda: s.add(Evil(s, lambda t: t.update(range(100, 200))))), len(s))
items = [3, 1, 2]
items.append(Evil(items, lambda l: l.append(0)))
print(attempt(lambda: items.sort()), len(items))


class Repr:
    def __init__(self, target):
        self.target = target

    def __repr__(self):
        self.target.clear()
        return "gone"


xs = [1, 2]
xs.insert(1, Repr(xs))
print(xs, xs)
d = {1: 1}
d[2] = Repr(d)
d[3] = 3
print(d, d)
xs = []
xs.append(xs)
d = {"self": xs}
xs.append(d)
d["again"] = d
t = (xs, 1)
print(xs, d, t)
xs.clear()


def meddling(values):
    for value in values:
        values.append(value)
        if len(values) > 6:
            values.clear()
        yield value


print(list(meddling([1, 2, 3])))
xs = [1, 2, 3]
xs.extend(x for x in xs if len(xs) < 10)
print(xs)
xs = [1, 2, 3]
xs[1:2] = xs
print(xs)
xs[::2] = xs[::-2]
print(xs)
xs += xs
print(xs)
xs *= 2
print(len(xs))
for i, x in enumerate(xs):
    if i > 3:
        break
    del xs[0]
print(xs)
d = dict.fromkeys(range(5))
for key in list(d):
    del d[key]
    d[key + 10] = key
print(d)
it = iter(d)
next(it)
d["new"] = 1
print(attempt(lambda: next(it)), attempt(lambda: next(it)))
del d["new"]
views = d.keys(), d.values(), d.items()
d["late"] = 0
print(*views)


class Dying:
    def __init__(self, target):
        self.target = target

    def __del__(self):
        self.target.append("died")


graveyard = []
xs = [Dying(graveyard) for _ in range(3)]
xs[0] = 1
xs.pop()
print(graveyard)
xs.clear()
print(graveyard)
d = {1: Dying(graveyard)}
d[1] = 2
d[2] = Dying(graveyard)
d.clear()
print(len(graveyard))
deep = []
for _ in range(200000):
    deep = [deep]
del deep
nested = None
for _ in range(100000):
    nested = (nested,)
nested = None
deep = []
for _ in range(50000):
    deep = [deep]
other = []
for _ in range(50000):
    other = [other]
print(len(deep), len(other))


# Adding to a list in place asks the right operand first.
class Adds:
    def __radd__(self, other):
        return ("added to", other)

    def __iter__(self):
        return iter([7])


class AddsNot(Adds):
    def __radd__(self, other):
        return NotImplemented


def add(values, other):
    values += other
    return values


values = [1]
values += Adds()
print(values, add([1, 2], Adds()), add([1], AddsNot()), add([1], (2, 3)))
