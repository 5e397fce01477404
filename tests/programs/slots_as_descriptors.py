# gap: names in `__slots__` are no descriptors of the class
class Point:
    __slots__ = ("x",)


print(type(Point.x).__name__)
