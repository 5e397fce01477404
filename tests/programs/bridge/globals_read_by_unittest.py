"""The globals of a test program are found by name, and keep their types."""

import random
import sys
import unittest

COUNT = 3
RATIO = 0.5
NAMES = ["a", "b", "c"]
TABLE = {"one": 1, "two": 2}
PAIR = (1, "x")
log = []
state = None
max = 12


class Point:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, dx):
        return Point(self.x + dx, self.y)

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


ORIGIN = Point(0)


def add(a, b):
    return a + b


def fill(n):
    out = []
    for i in range(n):
        out.append(i * RATIO)
    return out


def count_up():
    global COUNT
    COUNT += 1
    return COUNT


def setUpModule():
    log.append("setUpModule")


def tearDownModule():
    log.append("tearDownModule")


class Helper(unittest.TestCase):
    def check(self, a, b):
        self.assertEqual(a, b)


class TestThings(Helper):
    @classmethod
    def setUpClass(cls):
        cls.shared = [1, 2, 3]

    def setUp(self):
        self.point = Point(1, 2)

    def test_add(self):
        self.check(add(1, 2), 3)
        self.check(add("a", "b"), "ab")
        self.check(add(0.5, 1), 1.5)
        with self.assertRaises(TypeError) as caught:
            add(1, "x")
        log.append(str(caught.exception))

    def test_fill(self):
        self.assertEqual(fill(4), [0.0, 0.5, 1.0, 1.5])
        self.assertAlmostEqual(sum(fill(3)), 1.5)

    def test_globals(self):
        global state, NAMES
        before = COUNT
        self.assertEqual(count_up(), before + 1)
        state = [Point(1)]
        self.assertEqual(state[0].moved(2).x, 3)
        NAMES = NAMES + ["d"]
        random.Random(1).shuffle(NAMES)
        self.assertEqual(sorted(NAMES), ["a", "b", "c", "d"])
        random.shuffle(log)
        log.sort()

    def test_points(self):
        self.assertEqual(self.point, Point(1, 2))
        self.assertNotEqual(self.point, ORIGIN)
        self.assertIn(Point(0), [ORIGIN])
        self.assertEqual(repr(self.point.moved(1.5)), "Point(2.5, 2)")
        for n in range(3):
            with self.subTest(n=n):
                self.assertEqual(ORIGIN.moved(n), Point(n))

    def test_fails(self):
        self.assertEqual(TABLE["one"] + len(PAIR), 4)

    @unittest.skip("no reason")
    def test_skipped(self):
        self.fail()


def load_tests(loader, tests, pattern):
    log.append("load_tests")
    extra = unittest.FunctionTestCase(lambda: log.append("extra"))
    tests.addTest(extra)
    return tests


def builtins_again():
    global max
    print(max + 1)
    del max
    print(max(3, 4))
    try:
        print(unset)
    except NameError as e:
        print(e)


if __name__ == "__main__":
    result = unittest.main(exit=False, argv=["x"], testRunner=unittest.TextTestRunner(stream=open("/dev/null", "w"))).result
    print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped))
    for _, text in result.failures + result.errors:
        print(text.splitlines()[-1])
    print(COUNT, sorted(NAMES), state, log)
    builtins_again()
    unset = 1
    del COUNT
    try:
        count_up()
    except NameError as e:
        print(e)
    add = min
    print(add(3, 4))
