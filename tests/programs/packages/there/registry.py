print("registry runs")
REG = {}


class Base:
    count = 0

    def __init__(self, n):
        self.n = n

    def run(self):
        return self.n


def register(name):
    def decorate(f):
        REG[name] = f
        return f

    return decorate
