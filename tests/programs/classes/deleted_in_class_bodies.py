# Class bodies run in the frame around them: what they delete and store counts as well.
class C:
    def __init__(self, n):
        self.a = [n]
        self.f = n * 2.5


class E:
    def __init__(self, n):
        self.z = n


def show(c):
    try:
        print(c.a[0], c.f)
    except AttributeError as e:
        print(e)


c = C(3)
show(c)


class X:
    del c.a

    class Inner:
        del c.f


show(c)
c = C(4)


class Y:
    c.__class__ = E


show(c)
print(isinstance(c, E))


class Z:
    c.__dict__["a"] = [7]
    del c.__dict__["f"]


show(c)
