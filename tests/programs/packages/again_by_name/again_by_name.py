# A module of the program imports the main one by its name: its text runs a second time, under that name.
import helper
from state import S
print("main body", __name__, S)
S.append(__name__)
COUNT = 0
class Shape:
    def __init__(self, n): self.n = n
    def grow(self): return helper.grow(self)
def bump():
    global COUNT
    COUNT += 1
    return COUNT
if __name__ == "__main__":
    bump()
    print(helper.use(), COUNT, S)
    s = Shape(3)
    print(s.grow(), isinstance(s, helper.shape_class()), helper.shape_class() is Shape)
    import again_by_name as again
    print(again.COUNT, again.__name__, again.bump(), COUNT)
