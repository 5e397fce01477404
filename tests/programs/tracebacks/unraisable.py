# stderr: exact
# What cannot be caught is shown alone, behind the traceback that ends the program without source lines.
# exit: 1
class Ends:
    def __repr__(self):
        return "ends"
    def __call__(self):
        try:
            1/0
        except ZeroDivisionError:
            raise ValueError

class T:
    __del__ = Ends()

def f():
    t = T()
f()
t = T()
raise KeyError(1)
