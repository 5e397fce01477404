class C:
    x = 1

    def m(self):
        pass


class P:
    __slots__ = ("x", "y")


print(type(C.__dict__), type(vars(C)))
print("x" in C.__dict__, C.__dict__["x"], sorted(k for k in C.__dict__ if not k.startswith("__")))
for change in (
    lambda: C.__dict__.__setitem__("y", 2),
    lambda: C.__dict__.update(y=2),
    lambda: C.__dict__["nothing"],
):
    try:
        change()
    except (AttributeError, KeyError) as e:
        print(repr(e))
try:
    C.__dict__["y"] = 2
except TypeError as e:
    print(e)
try:
    del C.__dict__["x"]
except TypeError as e:
    print(e)
seen = C.__dict__
C.added = 5
print("added" in seen, seen["added"], seen.get("added"), seen.get("none", 0), len(seen) == len(dict(seen)))
print(dict(C.__dict__)["x"], {**vars(C)}["added"], [k for k, v in seen.items() if v == 5])
print(C.__dict__ == dict(C.__dict__), C.__dict__ == seen, C.__dict__ != {}, "m" in (C.__dict__ | {"z": 1}))
print(repr(P.__dict__).startswith("mappingproxy({'__module__': '__main__', '__slots__': ('x', 'y')"), str(P.__dict__)[:15])
print(list(reversed(list(P.__dict__))) == list(reversed(P.__dict__)), sorted(P.__dict__.keys())[-2:])
print(P.x is P.x, P.__dict__["x"] is P.x, P.x == P.y, P.x in {P.x: 1})
copied = type("D", (), dict(C.__dict__))
print(copied.x, copied.added)
try:
    hash(C.__dict__)
except TypeError as e:
    print(e)
