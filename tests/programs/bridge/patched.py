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
