# module
class Animal:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return type(self) is type(other) and self.name == other.name


class Cage:
    def __init__(self, *inside):
        self.inside = list(inside)

    def __reduce__(self):
        return (make, (self.inside,))


def make(inside):
    return Cage(*inside)
