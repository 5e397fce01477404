# Modules that are compiled, imported first by code that CPython runs: by one of the program, by name, by pickle.
# exit: 1
# stderr-last: ValueError: no good
import importlib
import pickle
import sys
import there.watching as watching

importlib.import_module("there." + "plugin")
from there import registry, points

print(sorted(registry.REG), registry.Base.count, watching.registry is registry)
print(registry.REG["hello"]("w"), registry.REG["twice"](4).run(), isinstance(registry.REG["twice"](4), registry.Base))

exec("registry.Base.run = lambda self: 'by a text'; registry.Base.more = 5")
print(registry.Base(4).run(), registry.Base.more)

pts = points.make(5)
print(points.total(pts), watching.total(pts), points.limit())
p = points.Point(1, 2)
watching.store(p)
print(p.x, p.extra, vars(p))
s = watching.Sub(4)
print(s.norm(), s.z, s.x, points.total([s, points.Point(1, 1)]), s.scaled(2).x, isinstance(s, points.Point))
watching.patch()
print(points.LIMIT, points.make(2))
try:
    print(points.limit())
except TypeError as e:
    print("limit", e)
print(points.Point(1, 1).norm(), [q.norm() for q in pts[:2]])

try:
    watching.bad()
except ValueError as e:
    print("got", e)
print("there.failing" in sys.modules)
print(watching.late())
import there.circular, there.other

print(there.circular.value(), there.other.circular is there.circular, sys.modules["there.circular"] is there.circular)
importlib.reload(there.circular)


def dump():
    import there.late

    kept = there.late.Kept()
    kept.a = 5
    return pickle.dumps(kept, 2)


data = b"\x80\x02cthere.late\nKept\nq\x00)\x81q\x01}q\x02X\x01\x00\x00\x00aq\x03K\x05sb."
print("there.late" in sys.modules)
kept = pickle.loads(data)
import there.late

print(kept.get(), isinstance(kept, there.late.Kept), dump() == data)

exec("from there import text; print(text.limit())")
import there.text

there.text.LIMIT = 50
exec("import there.text\nprint(there.text.limit())")
print(there.text.limit())
watching.bad()
