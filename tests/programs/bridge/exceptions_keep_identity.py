import builtins
import copy
import pickle
import unittest

check = unittest.TestCase()


class Own(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


for made in IndexError(), Own(3), OSError(2, "no", "file"):
    try:
        try:
            raise made
        except Exception as error:
            check.assertIs(error, made)
            raise KeyError(1) from error
    except KeyError as error:
        check.assertIs(error.__cause__, made)
        check.assertIs(error.__context__, made)
    made.args = ("changed",)
    made.extra = 5
    check.assertEqual((made.args, made.extra), (("changed",), 5))
    print(repr(made), made.args, made.__dict__.get("extra"))

error = ValueError("x", 1)
check.assertIs(error, error)
again = pickle.loads(pickle.dumps(error))
print(type(again), again.args, vars(error), copy.copy(error).args)

# A function of `builtins` can be put back.
old = builtins.len
builtins.len = lambda x: 7
builtins.len = old
print(len("abc"), builtins.len is old)
