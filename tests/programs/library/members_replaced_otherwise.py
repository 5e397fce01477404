# Members of native modules replaced by setattr, through another name, and put back.
import math
import time

m = math


def root(x):
    return math.sqrt(x)


print(root(4))
m.sqrt = lambda x: "mine"
print(root(4), math.floor(2.5))
setattr(math, "floor", lambda x: "fl")
print(math.floor(2.5), m.floor(1))
vars(math)["ceil"] = lambda x: "up"
print(math.ceil(2.5))
old = time.sleep
time.__dict__["sleep"] = lambda s: print("asleep", s)
time.sleep(60)
setattr(time, "sleep", old)
time.sleep(0)
