from . import replaced


class X(replaced.Shape):
    def g(self):
        return self.a
