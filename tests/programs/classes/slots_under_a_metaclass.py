# Classes with slots under a metaclass of the program.
class SB:
    __slots__ = ('_implied', '__iro__', '__sro__', '__weakref__')
    def p(self): return 1
class IB:
    __slots__ = ()
class Sp(SB):
    __slots__ = ()
    def __init__(self, bases=()):
        self._implied = bases
        self.__iro__ = (1,)
class Meta(type):
    __slots__ = ()
    def __new__(cls, name, bases, attrs):
        return type.__new__(cls, name, bases, attrs)
C = Meta('C', (IB, Sp), {'__slots__': ()})
class D(C):
    def __init__(self, name):
        Sp.__init__(self)
        self._implied = name
d = D("x")
print(d._implied, d.__iro__, d.p(), type(D))


class Named:
    __slots__ = ("__name__", "_other")

    def __init__(self):
        self.__name__ = "n"
        self._other = 2


class Under(Named, metaclass=Meta):
    pass


u = Under()
u.more = 3
print(u.__name__, u._other, u.more, Under.__name__)
