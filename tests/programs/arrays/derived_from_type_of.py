# A class over the class of an array, which only the array tells.
from array import array


def class_of(value):
    return type(value)


a = array("i", [1, 2, 3])


class Mine(class_of(a)):
    def total(self):
        return sum(self)


class Other(a.__class__):
    pass


m = Mine("i", [4, 5])
m.append(6)
print(m.total(), isinstance(m, array), list(Other("d", [1.5])), a[0] + m[1])
