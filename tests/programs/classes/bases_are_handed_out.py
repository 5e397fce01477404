# Who has a class has those it derives from.
class Base:
    LIMIT = 3

    def __init__(self, n):
        self.a = n
        self.c = [n]

    def total(self):
        return self.a + 1, len(self.c)

    def twice(self, k):
        return k * 2


class D(Base):
    def more(self):
        return self.a


class Other:
    a = 40
    c = "text"


x = Base(3)
d = D(4)
print(x.total(), d.total(), d.more(), x.twice(4), Base.LIMIT)


def use(K):
    made = K("s")
    print(made.c, made.twice("ab"))
    try:
        print(made.total())
    except TypeError as e:
        print(e)
    # A method that is called with anything.
    print(K.total(Other()), K.twice(None, 2.5))
    f = K.total
    print(f(Other()))
    try:
        print(f(5))
    except AttributeError as e:
        print(e)
    K.LIMIT = "more"


use(D.__mro__[1])
print(Base.LIMIT, x.LIMIT, d.LIMIT)
use(D.__base__)
use(D.__bases__[0])
use(D.mro()[1])
use(type.mro(D)[1])
use(super(D, d).__thisclass__.__base__)
