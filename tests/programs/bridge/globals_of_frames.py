"""Libraries and the program itself look at the globals of frames and modules."""
import sys, logging, concurrent.futures, pickle, collections, inspect, warnings, typing
logging.basicConfig(stream=sys.stdout, format="%(funcName)s %(lineno)d %(message)s")
table = {"a": [1, 2]}
names = ["x"]
class P:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
def show():
    logging.warning("hi")
    g = sys._getframe().f_globals
    print(g["__name__"], g.get("__name__"), "table" in g, g["table"], g.get("nope", 5), g.get("nope"))
    g["added"] = 7
    print(added, g is globals(), sorted(k for k in g if not k.startswith("__"))[:4], len(g) == len(globals()))
    table["b"] = 3
    print(g["table"], pickle.loads(pickle.dumps(P(3))) == P(3))
    try: g["missing"]
    except KeyError as e: print("KeyError", e)
show()
def who():
    f = inspect.currentframe().f_back
    return f.f_code.co_name, f.f_globals["names"], dict(f.f_globals)["names"] is names, {**f.f_globals}["table"] is table
print(who())
T = collections.namedtuple("T", "a b"); print(T.__module__, T(1, 2))
import __main__
print(__main__.table is table, hasattr(__main__, "zzz"), __main__.P is P)
__main__.names = ["y"]
print(names, vars(__main__)["names"])
print(eval("names", sys._getframe().f_globals)); exec("names = 3", sys._getframe().f_globals); print(names)
warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as w:
    warnings.warn("careful"); print(len(w), w[0].lineno, w[0].filename.endswith("globals_of_frames.py"))
def outer():
    f = sys._getframe(0)
    return f.f_globals == globals(), repr(f.f_globals)[:2], (f.f_globals | {"q": 1})["q"], len(f.f_globals) > 5, f.f_globals.copy()["table"] is table
print(outer())
print(type(sys._getframe().f_globals), isinstance(sys._getframe().f_globals, dict))
data = {"k": [1]}
def f(): return [fi.frame.f_globals.get("data") for fi in inspect.stack()], inspect.stack()[0].function
print(f())
data["k"].append(2)
print(f(), sys.modules["__main__"].data)
