# What derives from frozenset is a frozenset for CPython too.
import copy
import operator
import pickle
import unittest
from collections import abc


class FS(frozenset):
    def first(self):
        return min(self)


class Keys(frozenset):
    def __new__(cls, names):
        made = super().__new__(cls, names)
        made.label = "+".join(sorted(made))
        return made

    def __contains__(self, name):
        return super().__contains__(name.lower())


class T(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(FS("ab"), frozenset("ab"))
        self.assertEqual(frozenset("ab"), FS("ab"))
        self.assertEqual([FS("ab")], [frozenset("ab")])
        self.assertSetEqual(FS("ab"), set("ab"))

    def test_in(self):
        self.assertIn(FS("ab"), {frozenset("ab")})
        self.assertIn("A", Keys("ab"))
        self.assertCountEqual(FS("ab"), ["a", "b"])
        self.assertIsInstance(FS("a"), frozenset)
        self.assertTrue(FS("ab") <= frozenset("abc"))


with open("/dev/null", "w") as null:
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(T)
    result = unittest.TextTestRunner(stream=null).run(tests)
print(result.testsRun, [text.splitlines()[-1] for _, text in result.failures + result.errors])
k = Keys("ab")
print(operator.eq(k, frozenset("ab")), k.label, isinstance(k, abc.Set), hash(k) == hash(frozenset("ab")))
back = pickle.loads(pickle.dumps(k))
print(type(back).__name__, back == k, back.label, "A" in back)
print(type(copy.copy(FS("ab"))).__name__, FS("ba").first(), copy.deepcopy(FS("a")) == FS("a"))
