limit = 3


def run(x):
    return x + limit


class Unit:
    def __init__(self, value):
        self.value = value

    def show(self):
        return self.value
