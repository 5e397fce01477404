class Shape:
    def __init__(self):
        self.a = 1

    def f(self):
        return "shape"


class Set:
    def __init__(self):
        self.a = 1
        self.b = 2.5

    def f(self):
        return self.a


class Given:
    def __init__(self):
        self.a = 1
        self.b = 2.5

    def f(self):
        return self.a


class Aliased:
    def __init__(self):
        self.a = 1
        self.b = 2.5

    def f(self):
        return self.a
