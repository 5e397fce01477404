# Classes of the program beside built-in ones and classes of CPython's, which see their objects.
import collections
import enum
import json
import threading


class Mixin:
    def hello(self):
        return "hello from " + type(self).__name__


class M2(Mixin, dict):
    pass


class M3(Mixin, list):
    pass


class M4(Mixin, str):
    pass


class M5(Mixin, int):
    pass


class M6(Mixin, Exception):
    pass


for made in (M2({"a": 1}), M3([1, 2]), M4("abc"), M5(7)):
    print(json.dumps(made), made.hello(), eval("x.hello()", {"x": made}))
print(eval("x.hello()", {"x": M6(1)}))


# super() with a class and an object of CPython's.
class Old:
    def get(self):
        return super(Old, self).get() + 1


class Compiled:
    def get(self):
        return 10


class CPython(collections.UserList):
    def get(self):
        return 100


class A(Old, Compiled):
    pass


class B(Old, CPython):
    pass


print(A().get(), B([1]).get(), B([1, 2]))


class Counting:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = 0

    def bump(self):
        self.count += 1
        return self.count


class Items(Counting, collections.UserList):
    pass


class Shouter(Counting, dict):
    def __getitem__(self, key):
        return super().__getitem__(key).upper()


items, shouter = Items([1]), Shouter(a="x")
print(items.bump(), items.bump(), items, shouter["a"], shouter.bump(), json.dumps(shouter))


class Describing:
    def describe(self):
        return f"{self.name}={self.value}"


class Color(Describing, enum.Enum):
    RED = 1


class Worker(Mixin, threading.Thread):
    def run(self):
        super().run()
        print("ran", self.hello())


worker = Worker(name="w")
worker.start()
worker.join()
print(Color.RED.describe(), worker.name)
