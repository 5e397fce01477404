import collections

def f(*a, **k):
    return a, k


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: [*1.5])
attempt(lambda: (*1.5,))
attempt(lambda: {*1.5})
attempt(lambda: f(*1.5))
attempt(lambda: f(1, *None))
attempt(lambda: f(*None, 1))
attempt(lambda: f(**3))
attempt(lambda: f(**{1: 2}))
attempt(lambda: {**3})
attempt(lambda: print(*5))
attempt(lambda: [].append(*3))
attempt(lambda: [*range(3), *"ab", *{1: 2}])
for key in reversed(collections.OrderedDict([("c", 3), ("b", 2), ("a", 1)])):
    print(key)


class Above:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other.value + 1


low, high = Above(5), Above(6)
print({"hi": high} == {"hi": low}, {"hi": low} == {"hi": high})
print([high] == [low], (low,) == (high,))
