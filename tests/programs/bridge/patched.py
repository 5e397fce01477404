# unittest.mock replaces members of compiled classes.
# exit: 1
# stderr-last: TypeError: <lambda>() takes 0 positional arguments but 1 was given
from unittest import mock


class Service:
    def fetch(self, url):
        return "real " + url

    @staticmethod
    def version():
        return 1


def use(service):
    return service.fetch("x"), service.version()


# Members of modules that need no CPython.
import math
import random
import time


def root():
    return math.sqrt(16)


with mock.patch("time.time", return_value=42):
    print(time.time())
with mock.patch("time.sleep") as sleep:
    time.sleep(1000)
    print(sleep.call_args)
with mock.patch("math.sqrt", side_effect=lambda x: x * 100):
    print(root())
with mock.patch.object(math, "sqrt", abs):
    print(root())
with mock.patch.object(random, "randint", return_value=5):
    print(random.randint(1, 2))


@mock.patch("time.sleep")
@mock.patch("math.sqrt", return_value=9)
def both(sqrt, sleep):
    time.sleep(3)
    print(root(), sqrt.call_args, sleep.called)


both()
print(root(), time.time() > 1000)

print(use(Service()))
with mock.patch.object(Service, "fetch", return_value="fake"):
    print(use(Service()))
with mock.patch.object(Service, "version", lambda: 2):
    print(use(Service()))
print(use(Service()))
m = mock.MagicMock(spec=Service)
m.fetch.return_value, m.version.return_value = 7, 8
print(use(m))
one = Service()
with mock.patch.object(one, "fetch", return_value=3):
    print(use(one), use(Service()))
print(use(one))
