# Instances of classes that derive from built-in values are such values to Python code.
import json, copy, pickle, textwrap, operator, collections
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag = "t"
    def total(self): return sum(self)
class D(dict):
    def __missing__(self, k): return "missing " + k
    def both(self): return len(self)
class S(str):
    def shout(self): return self.upper() + "!"
class I(int):
    def __repr__(self): return f"I({int(self)})"
class T(tuple):
    def first(self): return self[0]
class F(float): pass
class St(set):
    def big(self): return len(self) > 2
xs = L([1, 2])
print(json.dumps([xs, D(a=1), S("q"), I(5), T((1, 2)), F(1.5)]))
print(copy.copy(xs), copy.copy(xs).tag, copy.deepcopy(L([1, [2]])), type(copy.copy(xs)).__name__)
p = pickle.loads(pickle.dumps(L([3]))); print(p, p.tag, type(p).__name__, p.total())
import random
random.Random(1).shuffle(xs); print(xs, xs.tag)
print(textwrap.dedent(S("  a")), operator.index(I(3)), "%d" % I(7), operator.add(I(3), 4))
d = D(x=1); print(operator.getitem(d, "x"), operator.getitem(d, "nope"), copy.copy(d).both())
c = collections.deque([xs, d]); print(c[0] is xs, c[1] is d, c[0].total())
print(sorted([S("b"), S("a")], key=str.lower), collections.Counter([S("a"), "a"]))
st = St([1, 2, 3]); print(st.big(), copy.copy(st).big(), type(copy.copy(st)).__name__)
t = T((5, 6)); print(copy.copy(t).first(), pickle.loads(pickle.dumps(t)).first(), type(pickle.loads(pickle.dumps(t))).__name__)
s = pickle.loads(pickle.dumps(S("hey"))); print(s.shout(), type(s).__name__)
i = pickle.loads(pickle.dumps(I(9))); print(repr(i), i + 1)
print(pickle.loads(pickle.dumps(D(q=2)))["zz"])
from string import Template
print(Template("$a $b").substitute(D(a=1, b=2)), "{a}".format_map(D(a=3)))
