import copy


class Number(int):
    def __new__(cls, *, name):
        made = int.__new__(cls, 7)
        made.name = name
        return made

    def __getnewargs_ex__(self):
        return (), {"name": self.name}


class Pair:
    def __new__(cls, first, *, second=None):
        made = object.__new__(cls)
        made.first = first
        made.second = second
        return made

    def __getnewargs_ex__(self):
        print("asked")
        return (self.first,), {"second": self.second}

    def __getnewargs__(self):
        raise AssertionError("asked for less")


n = copy.copy(Number(name="n"))
print(n, n.name, type(n).__name__)
p = Pair([1], second=[2])
for q in (copy.copy(p), copy.deepcopy(p)):
    print(q.first, q.second, q.first is p.first, q.second is p.second, type(q) is Pair)


class Wrong:
    def __init__(self, given):
        self.given = given

    def __getnewargs_ex__(self):
        return self.given


for given in (5, (1, 2, 3), ([], {}), ((), [])):
    try:
        copy.copy(Wrong(given))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
