import copy
from collections import defaultdict, deque, OrderedDict, Counter


class Groups(defaultdict):
    pass


class Recent(deque):
    def newest(self):
        return self[-1]


groups = Groups(list)
groups["a"].append(1)
groups.note = "n"
for made in (copy.copy(groups), copy.deepcopy(groups)):
    made["b"].append(2)
    print(type(made).__name__, made.default_factory, dict(made), hasattr(made, "note"))
print(groups["a"], copy.copy(groups)["a"] is groups["a"], copy.deepcopy(groups)["a"] is groups["a"])

recent = Recent([[1], [2], [3]], maxlen=3)
recent.note = ["n"]
shallow, deep = copy.copy(recent), copy.deepcopy(recent)
print(shallow, deep, deep.maxlen, deep.newest(), deep.note, deep.note is recent.note)
print(shallow[0] is recent[0], deep[0] is recent[0], hasattr(shallow, "note"))
print(copy.deepcopy(Recent()), copy.deepcopy(deque([1], 2)), copy.copy(defaultdict(int, a=1)))
print(recent.__reduce__()[:2], groups.__reduce__()[:4])


class Tally(Counter):
    pass


class Ordered(OrderedDict):
    pass


print(copy.deepcopy(Tally("abca")), copy.copy(Ordered(a=1)), type(copy.deepcopy(Ordered(a=[1]))))
import copy
class E(Exception):
    def __init__(self, a):
        super().__init__(a)
        self.extra = [a]
    def __getstate__(self):
        print("asked")
        return {}
e = E(1)
for c in (copy.copy(e), copy.deepcopy(e)):
    print(type(c).__name__, c.args, c.extra, c.extra is e.extra)
