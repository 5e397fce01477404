# Special methods that a class is given later are found by code of CPython too.
import operator
import unittest


class M:
    def __new__(cls, *args):
        new = type(cls.__name__, (cls,), {"__doc__": "one for each instance"})
        return object.__new__(new)

    def __setattr__(self, name, value):
        if name.startswith("__"):
            setattr(type(self), name, value)
        else:
            object.__setattr__(self, name, value)


case = unittest.TestCase()
m = M()
case.assertRaises(TypeError, int, m)
case.assertRaises(TypeError, case.assertIn, 3, m)
m.__contains__ = lambda self, item: item == 3
m.__int__ = lambda self: 7
m.__len__ = lambda self: 2
m.__iter__ = lambda self: iter([1, 2])
m.__add__ = lambda self, other: other + 1
m.__enter__ = lambda self: "entered"
m.__exit__ = lambda self, *details: True
case.assertIn(3, m)
case.assertNotIn(4, m)
case.assertEqual(list(map(int, [m])), [7])
case.assertEqual(len(m), 2)
case.assertCountEqual(m, [2, 1])
case.assertEqual(case.enterContext(m), "entered")
print(sum(m), operator.length_hint(m), operator.add(m, 4))
del type(m).__contains__
case.assertIn(2, m)
other = M()
case.assertRaises(TypeError, case.assertIn, 3, other)


class Derived(M):
    def __new__(cls):
        return object.__new__(cls)


derived = Derived()
case.assertRaises(TypeError, case.assertIn, 1, derived)
M.__contains__ = lambda self, item: item == 1
case.assertIn(1, derived)
print("done")
