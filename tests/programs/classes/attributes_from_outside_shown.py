# Attributes given from outside in programs that look at dicts of instances, and
# in those where CPython does.
import json
import pickle


class Point:
    pass


class Named:
    def __init__(self, name):
        self.name = name


def move(point, dx):
    point.x += dx
    return point.x


late = Point()
late.z = 3
late.y = 2
late.x = 1
print(late.__dict__, vars(late), move(late, 2), list(vars(late)))
late.__dict__["y"] = "changed"
late.__dict__["w"] = 4
print(late.y, late.w, json.dumps(vars(late)))

named = Named("a")
named.value = 1.5
named.again = named
copied = pickle.loads(pickle.dumps(named))
print(copied.name, copied.value + 1, copied.again is copied)
copied.value = "text"
print(json.loads(json.dumps([copied.value, named.value])))


def from_json(found):
    point = Point()
    for name, value in found.items():
        setattr(point, name, value)
    point.total = point.x + point.y
    return point


point = json.loads('{"x": 1, "y": 2.5}', object_hook=from_json)
print(point.total, move(point, 1), sorted(vars(point)))
point.total = None
print(point.total)
