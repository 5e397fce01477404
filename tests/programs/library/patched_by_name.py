# `patch` of members of modules that are compiled along, of globals and of classes, again and again.
import random
import time
import unittest
from datetime import datetime as Moment
from unittest.mock import patch


class Api:
    base = "here"

    def get(self, path):
        raise OSError("network")


def fetch():
    return Api().get("/p")


def year():
    return Moment(2020, 1, 1).year


def roll():
    return random.randint(1, 6) + random.choice([10, 20])


def wait():
    time.sleep(1)
    return time.time()


class Patches(unittest.TestCase):
    @patch("random.choice", return_value=100)
    @patch("random.randint", side_effect=[1, 2])
    def test_random(self, randint, choice):
        self.assertEqual((roll(), roll()), (101, 102))
        self.assertEqual(randint.call_count, 2)

    @patch("time.time", return_value=5.5)
    @patch("time.sleep")
    def test_time(self, sleep, now):
        self.assertEqual(wait(), 5.5)
        sleep.assert_called_once_with(1)

    @patch("__main__.Api")
    def test_class(self, api):
        api.return_value.get.return_value = "fake"
        self.assertEqual(fetch(), "fake")

    @patch("__main__.Moment")
    def test_foreign(self, moment):
        moment.return_value.year = 1999
        self.assertEqual(year(), 1999)

    def test_twice(self):
        for value in ("one", "two"):
            with patch("__main__.Api") as api:
                api.return_value.get.return_value = value
                self.assertEqual(fetch(), value)
            with self.assertRaises(OSError):
                fetch()
            self.assertEqual((year(), Api.base), (2020, "here"))

    def test_method(self):
        with patch.object(Api, "get", return_value=7) as get:
            self.assertEqual(fetch(), 7)
        get.assert_called_once_with("/p")


result = unittest.main(exit=False, verbosity=0, argv=["test"]).result
print(result.testsRun, [name for name, _ in result.failures + result.errors])
