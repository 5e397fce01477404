from . import replaced


class X(replaced.Shape):
    def g(self):
        return self.a


class OfSet(replaced.Set):
    def g(self):
        return self.a


class OfGiven(replaced.Given):
    def g(self):
        return self.a


class OfAliased(replaced.Aliased):
    def g(self):
        return self.a


Y = [OfSet, OfGiven, OfAliased]
