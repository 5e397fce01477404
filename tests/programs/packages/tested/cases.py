# module
import unittest


class Cases(unittest.TestCase):
    def test_sum(self):
        self.assertEqual(1 + 1, 2)

    def test_wrong(self):
        self.assertEqual(1 + 1, 3)
