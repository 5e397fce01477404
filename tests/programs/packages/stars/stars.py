"""`import *`: of compiled modules, of a package with __all__, of CPython."""

from math import *
from helper import *
from pkg import *
from collections import *
from string import *
import sys
try:
    from nothing_like_this import *
except ImportError as e:
    print(type(e).__name__, e)
print(sin(0.5), pi, pow(2, 3), floor(2.7), e_const, double(21), Thing(3).value())
print(sub.name, late, OrderedDict, Counter("hello").most_common(1), deque([1, 2]), digits)
print(len("abc"), max(1, 2), ValueError("x"))
try: _hidden
except NameError as err: print(err)
try: not_exported
except NameError as err: print(err)
def use():
    return sqrt(16) + double(2) + counter
print(use())
counter = 100
print(use())
import helper
print(helper.counter)
helper.bump()
print(counter, helper.counter, get())
try: maybe
except NameError as err: print(err)
class K:
    from_class = double(4)
    def m(self): return [double(x) for x in range(3)]
print(K.from_class, K().m())
