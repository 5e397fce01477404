class Shape:
    def __init__(self):
        self.a = 1

    def f(self):
        return "shape"
