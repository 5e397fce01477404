# A set that has crossed to CPython before crosses again with what it holds now.
import collections.abc
import types
import unittest

check = unittest.TestCase()


class Own(set):
    pass


for s in Own("simsalabim"), set("simsalabim"):
    keep = types.SimpleNamespace(s=s)
    for c in "Qxyz":
        check.assertIn("a", s)
        s.add(c)
        check.assertIn(c, s)
        s.discard("m")
        check.assertNotIn("m", s)
        check.assertEqual(s, s.copy())
        print(sorted(s), sorted(keep.s), keep.s == s)
    keep.s.add("more")
    s.discard("a")
    check.assertEqual(len(s), len(keep.s))
    print(sorted(s), sorted(keep.s))

d = {1: 2}
print(isinstance(d.keys(), collections.abc.KeysView), isinstance(d.items(), collections.abc.ItemsView))
print(isinstance(iter([]), collections.abc.Iterator), isinstance(d.values(), collections.abc.ValuesView))
for make in type(d.keys()), type(d.items()), type(d.values()):
    check.assertRaises(TypeError, make, {})
    check.assertRaises(TypeError, make)
    print(make.__name__)


class OwnBytes(bytes):
    pass


print(b"x" + OwnBytes(b"y"), OwnBytes(b"x") + b"y", b"a" + memoryview(b"f"), bytearray(b"u") + memoryview(b"v"))
try:
    b"a" + memoryview
except TypeError as error:
    print(error)
