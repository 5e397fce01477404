# Imports that fail, run again, go round in circles, or stand in functions.
import sys
try:
    import broken
except ValueError as e:
    print("broken:", e)
try:
    import broken
except ValueError as e:
    print("again:", e)
import ca
print(ca.x, ca.cb.y, ca.late())
try:
    from . import nothing
except ImportError as e:
    print(e)
try:
    import ca.nosub
except ImportError as e:
    print(type(e).__name__, e)
import xml.dom as xd
import os.path as osp
print(xd.__name__, osp.basename("/a/b"))
from ca import x as X, cb
print(X, cb.__name__)
def lazy():
    import lz
    return lz.v
print(lazy(), lazy())
if False:
    import never
try:
    import json as simplejson
except ImportError:
    simplejson = None
print(simplejson.dumps([1]))
print(__file__.endswith("again.py"), __package__, __spec__)
print(sys.path[0].endswith("again"))
print(ca.__doc__, ca.__file__.endswith("ca.py"))
del ca
try:
    ca
except NameError as e:
    print(e)
