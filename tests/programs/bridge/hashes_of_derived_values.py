# Values of classes that CPython derives from built-in ones hash as they say.
ns = {}
exec('''
class F(str):
    def __hash__(self): return hash(self.lower())
    def __eq__(self, o): return self.lower() == o.lower()
class T(tuple):
    def __hash__(self): return 5
    def __eq__(self, o): return True
class I(int):
    def __hash__(self): return 5
    def __eq__(self, o): return True
''', ns)
F, T, I = ns["F"], ns["T"], ns["I"]
a, b = F("A"), F("a")
print(type(a), hash(a) == hash(b), a == b)
print(a in {b}, {a: 1}.get(b), len({a, b}))
print(T((1,)) in {T((2,))}, T((1,)) == T((2,)), I(3) in {I(4)}, I(3) == I(4))
s = set(); s.add(a); print(b in s, len(s | {b}))
print({a: "plain"}.get("a"), "a" in {F("A")}, F("a") in {"a": 1})
