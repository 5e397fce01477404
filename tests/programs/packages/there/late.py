print("late runs")


class Kept:
    def __init__(self):
        self.a = 1

    def get(self):
        return self.a
