from collections import UserDict, UserList, UserString, ChainMap
import copy
class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
d = D({"a": 1}, b=2)
d["c"] = 3
print(d, d["c"], len(d), list(d), "a" in d, d.get("z", 0), d == {"a": 2, "b": 4, "c": 6}, d | {"q": 1}, {"q": 1} | d, d.pop("a"), d.setdefault("n", 5), d)
d |= {"m": 1}; print(d, type(d | {}), type({} | d), d.copy(), type(d.copy()), copy.copy(d), D.fromkeys("ab", 3), dict(d), isinstance(d, dict))
e = d.copy(); e["zzz"] = 1; print("zzz" in d, "zzz" in e)
e = copy.copy(d); e["zzz"] = 1; print("zzz" in d, "zzz" in e)
try: d["nope"]
except KeyError as x: print(repr(x))
class Miss(UserDict):
    def __missing__(self, key): return key * 2
m = Miss(); print(m["x"], m.get("y"), "x" in m, len(m))
class Lower(UserDict):
    def __getitem__(self, k): return super().__getitem__(k.lower())
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __contains__(self, k): return super().__contains__(k.lower())
    def __delitem__(self, k): super().__delitem__(k.lower())
l = Lower(A=1); l["Foo"] = 2; print(l, l["FOO"], "foo" in l, l.get("fOO"), l.pop("FOO"), l, sorted(l.items()), l.keys(), l.values())
del l["A"]; print(l, bool(l))
print(UserDict({"x": 1}).copy(), UserDict([("a", 1)]), UserDict(x=1), repr(UserDict()), str(UserDict()))
class L(UserList):
    def append(self, x): super().append(x * 10)
a = L([1, 2]); a.append(3); print(a, a + [4], [0] + a, a * 2, 2 * a, type(a + []), a[0], a[1:], type(a[1:]), len(a), 2 in a, a == [1, 2, 30], a < [2], a.index(30), a.count(1))
a.extend([5]); a += [6]; a.insert(0, 0); a.sort(); a.sort(key=lambda v: -v, reverse=True); print(a, a.pop(), a.pop(0)); a.reverse(); a.remove(2); a[0] = 99; del a[-1]; print(a, a.copy(), sorted(a), list(reversed(a)), [v for v in a]); a *= 2; print(a); a.clear(); print(a, copy.copy(L([1])), UserList("abc"), UserList(UserList([1])), max(UserList([3, 1])), UserList([1, 2]) == UserList([1, 2]), UserList((1, 2)) + UserList([3]))
b = UserList([1, [2]]); c = copy.deepcopy(b); c[1].append(3); print(b, c)
class U(UserString):
    def shout(self): return self.upper() + "!"
u = U("hello"); print(u, repr(u), u.shout(), type(u.upper()), u + " w", "x" + u, u * 2, u[0], u[1:3], len(u), "ell" in u, u == "hello", u < "z", hash(u) == hash("hello"), u.replace("l", "L"), u.split("l"), u.find("l"), u.count("l"), u.center(11, "*"), u.title(), u.encode(), u.startswith("he"), u.join(["a", "b"]), f"{u}", "%s" % u, u % () if 0 else "", UserString("%d-%s") % (1, "a"), int(UserString("12")), float(UserString("1.5")), UserString(5), list(u), u.isalpha(), u.zfill(8), u.partition("l"), UserString("a{}").format(3), sorted(u), u.index("l"))
cm = ChainMap({"a": 1}, {"b": 2, "a": 0}); print(cm, cm["a"], cm["b"], cm.get("z", 3), len(cm), list(cm), "b" in cm, dict(cm), cm.maps, cm.parents, cm.new_child({"z": 1}), cm.new_child(q=1))
cm["n"] = 5; del cm["a"]; print(cm, cm["a"], cm.pop("n"), cm)
for f in (lambda: cm.pop("zz"), lambda: cm["zz"], lambda: cm.__delitem__("b"), lambda: ChainMap().popitem(), lambda: cm.popitem()):
    try: print(f())
    except KeyError as x: print(repr(x), repr(x.__context__))
print(cm | {"k": 1}, {"k": 1} | cm, cm == {"a": 0, "b": 2}, cm.copy(), bool(ChainMap()), ChainMap.fromkeys("ab", 1), sorted(cm.items()), cm.keys() & {"a"})
cm |= {"w": 1}; print(cm); cm.clear(); print(cm); cm.update(t=1); print(cm, cm.setdefault("t", 2), cm.setdefault("u", 2))
r = ChainMap(); r["self"] = r; print(r)
class Env(ChainMap):
    def __missing__(self, k): return "?" + k
print(Env({})["x"], Env({"a": 1}).new_child().__class__)
