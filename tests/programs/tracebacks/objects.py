# exit: 1
def tb():
    try:
        [].foo
    except AttributeError as e:
        t = e.__traceback__
        print(t.tb_lineno, t.tb_frame.f_code.co_name, t.tb_next)
        return e
e = tb()
try:
    raise ValueError(1).with_traceback(e.__traceback__)
except ValueError as f:
    t = f.__traceback__
    while t:
        print(t.tb_lineno, t.tb_frame.f_code.co_name)
        t = t.tb_next
import sys
def hook(t, v, tb): print("hook", t.__name__, v)
sys.excepthook = hook
raise KeyError("z")
