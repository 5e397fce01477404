"""A program that hands out `__main__` to itself."""

import importlib
import unittest

number = 1
numbers = [1, 2]


def total():
    return number + sum(numbers)


class Tests(unittest.TestCase):
    def test(self):
        main = importlib.import_module("__main__")
        main.number = 2.5
        main.numbers = (1.5,)
        self.assertEqual(total(), 4.0)
        setattr(main, "total", lambda: "replaced")
        self.assertEqual(total(), "replaced")


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromName("Tests", importlib.import_module("__main__")).run(result)
print(result.testsRun, result.failures, result.errors, total())
