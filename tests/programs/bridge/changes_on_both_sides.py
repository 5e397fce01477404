"""Dicts and sets that CPython keeps are seen to change, whichever side changes them, and however often."""
import types

kept = types.SimpleNamespace(table={i: str(i) for i in range(40)}, names={"a", "b"}, deep={"in": {"x": 1}})
table, names, deep = kept.table, kept.names, kept.deep
show = types.SimpleNamespace


def seen():
    """What CPython sees."""
    return repr(kept).count("'new'"), eval("sorted(kept.names)", {"kept": kept, "sorted": sorted})


for turn in range(3):
    table[turn] = "new"
    names.add("n%d" % turn)
    print(seen(), len(kept.table), kept.table[turn])
    del table[turn]
    names.discard("a")
    print(seen(), len(kept.table), turn in kept.table)
    table[turn] = table.pop(39 - turn)
    print(seen(), list(kept.table.items())[-1])
    exec("kept.table[5] = 'new'; kept.names.add('there%d' % turn)", {"kept": kept, "turn": turn})
    print(table[5], sorted(names))
    exec("kept.table[5] = '5'; kept.names.remove('b') if 'b' in kept.names else kept.names.add('b')", {"kept": kept})
    print(table[5], sorted(names), seen())
    table[5] = table[5]
    deep["in"]["x"] += 1
    print(kept.deep, eval("kept.deep['in']['x']", {"kept": kept}))
    exec("kept.deep['in']['x'] += 10; kept.deep['in'] = dict(kept.deep['in'])", {"kept": kept})
    deep["in"]["y"] = turn
    print(kept.deep, deep)
names.clear()
names |= {"q", "r"}
print(seen())
names ^= {"q", "s"}
print(seen())
exec("kept.names.clear(); kept.names.update(str(i) for i in range(50))", {"kept": kept})
print(len(names), "49" in names, "q" in names)
for i in range(48):
    names.remove(str(i))
names.add("q")
print(seen())
table.clear()
print(seen(), kept.table)
table.update(a="new", b="new")
print(seen(), kept.table)
while table:
    table.popitem()
print(seen(), kept.table)

# Hashes that one side computes are those of the other one.
names = {}
exec("def hashes():\n    return hash('some text'), hash(b'bytes'), hash(('a', 1))", names)
print(names["hashes"]() == (hash("some text"), hash(b"bytes"), hash(("a", 1))))
