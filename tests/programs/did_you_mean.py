# stderr: exact
# exit: 1
class Shape:
    __slots__ = ("width",)

    def __init__(self):
        self.width = 3

    def compute_area(self):
        return 1


class Open(Shape):
    colour = 1

    def __init__(self):
        super().__init__()
        self.height = 2


def ask(shape):
    for name in ["colur", "COLOUR", "heigt", "nothing_like_it"]:
        try:
            getattr(shape, name)
        except AttributeError as error:
            print(error, error.name)
    try:
        shape.comput_area()
    except AttributeError as error:
        raise ValueError("x") from error


try:
    ask(Open())
finally:
    Shape().widht
