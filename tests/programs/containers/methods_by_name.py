"""Methods of lists, sets and dicts under names of their own; what is left of an iterator over a list."""

def f(n):
    out = []
    append = out.append
    for i in range(n):
        append(i * i)
    return out
def g(words):
    seen = set()
    add = seen.add
    counts = {}
    get = counts.get
    for w in words:
        add(w)
        counts[w] = get(w, 0) + 1
    return sorted(seen), counts
def h(n):
    xs = [0] * n
    pop, push = xs.pop, xs.append
    p = xs.pop
    while xs:
        p()
    return xs
def twice(n):
    a = []
    put = a.append
    put(1)
    a = []
    put(2)
    return a
def early():
    xs = []
    try:
        put(1)
    except UnboundLocalError as e:
        print(e)
    put = xs.append
    put(3)
    return xs
def passed(n):
    xs = []
    put = xs.append
    list(map(put, range(n)))
    return xs
def inner(n):
    xs = []
    put = xs.append
    def work(k):
        put(k)
    for i in range(n):
        work(i)
    return xs
def shadowed(list):
    xs = list(3)
    put = xs.append
    put(4)
    return xs.got
class Odd:
    def __init__(self, n):
        self.got = []
        self.n = n
    @property
    def append(self):
        self.n += 1
        return lambda x: self.got.append((x, self.n))
def conditional(flag):
    xs = []
    if flag:
        put = xs.append
    else:
        put = print
    put(5)
    return xs
def wrong():
    xs = []
    put = xs.append
    try:
        put()
    except TypeError as e:
        print(e)
    try:
        put(1, 2)
    except TypeError as e:
        print(e)
    return xs
def comp(n):
    xs = [1]
    put = xs.append
    [put(i) for i in range(n)]
    return xs
def nested_pairs(rows):
    out = []
    add = out.append
    for row in rows:
        line = []
        put = line.append
        for x in row:
            put(x + 0.5)
        add(line)
    return out
print(f(5), g("a b a c".split()), h(3), twice(1), early(), passed(3), inner(3), shadowed(Odd), conditional(True), conditional(False), wrong(), comp(3), nested_pairs([[1, 2], [3]]))
xs = [1, 2, 3, 4]
it = reversed(xs)
next(it)
print(list(it), list(it), list(reversed([])), tuple(reversed([1.5, 2.5])))
it = iter(xs)
next(it)
ys = [9, 9, 9]
ys[1:2] = it
print(ys, list(it))
it = reversed(xs)
xs.pop(); xs.pop()
ys[:0] = it
print(ys, it.__length_hint__())
xs[:] = reversed(xs)
print(xs, type(reversed(xs)).__name__)
xs[::2] = reversed(xs[::2])
print(xs, sorted(reversed(xs)), dict(zip("ab", reversed(xs))))
bs = [True, False, False]
bs[:2] = reversed(bs[:2])
print(bs)
fs = [1.0, 2.0, 3.0]
fs[:] = reversed(fs)
print(fs, sum(reversed(fs)), "".join(reversed(["a", "b"])))
