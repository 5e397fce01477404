from enum import Enum
class C(Enum):
    A = 1
    B = 2
    def __init__(self, v):
        self.n = len(type(self).__members__)
print([c.n for c in C])
