# What an operator, an item access or an attribute calls is chosen for the
# types of all rounds of a loop, not for those of the first.
class V:
    def __init__(self, x):
        self.x = x

    def __neg__(self):
        return V(-self.x)

    def __add__(self, other):
        return V(self.x + 1)

    def __radd__(self, other):
        return V(self.x + 2)

    def __iadd__(self, other):
        return V(self.x + 3)

    def __getitem__(self, index):
        return self.x + index

    def __setitem__(self, index, value):
        self.x = value

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.x += 1

    def __call__(self, n):
        return V(n)

    @property
    def real(self):
        return self.x

    def bit_length(self):
        return -1

    def __repr__(self):
        return f"V({self.x})"


def unary(n):
    x = V(1)
    out = []
    for i in range(n):
        out.append(-x)
        x = 5 if i % 2 else 2.5
    return out


def binary(n):
    x = V(1)
    y = 7
    out = []
    for i in range(n):
        out.append(x + y)
        out.append(y + x)
        x = 5 if i % 2 else 2.5
    return out


def in_place(n):
    x = V(1)
    out = []
    for i in range(n):
        x += 1
        out.append(x)
        x = 5 if i % 2 else 2.5
    return out


def items(n):
    x = V(1)
    out = []
    for i in range(n):
        out.append(x[0])
        x[0] = i
        out.append(x)
        x = [i, i] if i % 2 else {0: i}
    return out


def items_in_place(n):
    x = V(1)
    for i in range(n):
        x[0] += 5
        print(x)
        x = [i, i] if i % 2 else {0: 2.5}


def attribute(n):
    x = V(1)
    out = []
    for i in range(n):
        out.append(x.real)
        out.append(x.bit_length())
        x = i
    return out


def called(n):
    f = V(1)
    out = []
    for i in range(n):
        out.append(f(i))
        f = str if i % 2 else (lambda k: k * 2)
    return out


def entered(n):
    x = V(1)
    out = []
    for i in range(n):
        try:
            with x as y:
                out.append(y)
        except TypeError as e:
            out.append(str(e))
        x = 1 if i % 2 else V(i)
    return out


for f in unary, binary, in_place, items, attribute, called, entered:
    print(f.__name__, f(4))
items_in_place(4)
