"""Classes that text given to `exec` derives from named tuples."""

from collections import namedtuple

names = dict(namedtuple=namedtuple, __name__="names")
exec(
    """
class Point(namedtuple('Base', ['x', 'y'])):
    __slots__ = ()
    def both(self): return self.x, self.y
    def set(self, **keywords): return self.__class__.__new__(self.__class__, *map(keywords.pop, ['x', 'y'], self))
class Empty(namedtuple('Base', [])):
    def same(self): return self
""",
    names,
)


class Named(names["Point"]):
    def norm(self):
        return self.x + self.y


class More(names["Point"]):
    def __new__(cls, x, y):
        return super(More, cls).__new__(cls, x, y + 1)


point = Named(1, 2)
print(point.both(), point.norm(), point == (1, 2), isinstance(point, tuple), point[1], len(point))
print(point.set(x=5).both(), Named(y=3, x=4).both(), More(1, 2).both(), More(1, 2) == (1, 3), More(1, 2).set(y=7)[1])
for wrong in (1,), (1, 2, 3):
    try:
        Named(*wrong)
    except TypeError as error:
        print(error)
empty = names["Empty"]()
print(len(empty), empty.same() is empty)
