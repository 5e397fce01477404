# Attributes given from outside to instances that CPython has and gives back.
import functools
import pickle
import types


class Named:
    def __init__(self, name):
        self.name = name

    def length(self):
        return len(self.label) + self.weight


def label(named, text):
    named.label = text
    named.weight = 1
    return named


one = label(Named("a"), "one")
print(one.length())
boxes = types.SimpleNamespace(held=one)
boxes.held.weight = 2.5
print(one.length())
copied = pickle.loads(pickle.dumps(one))
print(copied.name, copied.label, copied.length())
setter = types.MethodType(setattr, one)
setter("weight", 10)
print(one.length())
functools.partial(setattr, copied, "label")([1, 2])
print(copied.length(), copied.label)
boxes.held.label = {"k": 1}
print(one.length(), one.label)
del boxes.held.label
try:
    one.length()
except AttributeError as error:
    print(error)
