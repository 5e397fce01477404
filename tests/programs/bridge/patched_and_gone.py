# Replacements of members of native modules die when they are taken back.
import math, unittest.mock as mock, weakref, sys
class D:
    def __del__(s): print("del D")
    def __call__(s,x): return "D"
with mock.patch("math.sqrt", D()):
    print(math.sqrt(4))
print("after")
def f(): pass
class E:
    def __call__(s,x): return "E"
e=E(); w=weakref.ref(e)
with mock.patch("math.floor", e): print(math.floor(4))
del e
print(w() is None)
print(math.sqrt(4))
print(w() is None)
