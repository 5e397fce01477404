# A value of any type on the left is asked first, whatever the class on the right defines.
class Right:
    def __radd__(self, other):
        return "right", other

    def __rmatmul__(self, other):
        return "right of matmul"


class Left:
    def __add__(self, other):
        return "left"

    def __imatmul__(self, other):
        return "left in place"

    def __repr__(self):
        return "Left()"


def first(items):
    return items[0]


right = Right()
for items in ([Left()], ["text"], [1], [None], [[1, 2]], [Right()]):
    value = first(items)
    try:
        print(value + right)
    except TypeError as error:
        print(error)
    try:
        value @= right
        print(value)
    except TypeError as error:
        print(error)
