"""unittest finds the classes of a compiled program in `__main__`."""

import unittest


def add(a, b):
    return a + b


class Base(unittest.TestCase):
    def setUp(self):
        self.items = [1]


class Arithmetic(Base):
    def test_add(self):
        self.assertEqual(add(1, 2), 3)
        self.assertEqual(self.items, [1])

    def test_raises(self):
        with self.assertRaises(ZeroDivisionError) as caught:
            1 / 0
        self.assertEqual(str(caught.exception), "division by zero")
        self.assertRaisesRegex(ValueError, "invalid literal", int, "x")

    def test_fails(self):
        self.assertEqual(add("a", "b"), "aa")

    @unittest.skip("not today")
    def test_skipped(self):
        pass

    def test_parts(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertTrue(i < 2)


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromName("__main__").run(result)
print(result.testsRun, len(result.errors))
for test, text in result.failures:
    print(test.id(), text.splitlines()[-1])
print([(test.id(), reason) for test, reason in result.skipped])
