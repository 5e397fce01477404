from enum import Enum
class C(Enum):
    X = 1
def f():
    try:
        print(C('x', 'y', 'z'))
    except TypeError as e:
        print(e)
f()
