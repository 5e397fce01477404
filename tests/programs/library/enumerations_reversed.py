from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2


for color in reversed(Color):
    print(color)
