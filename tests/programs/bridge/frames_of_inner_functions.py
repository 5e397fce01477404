# Frames of functions of CPython with variables of an enclosing one, in tracebacks that went through compiled code.
from traced import library
class E(Exception): pass
def run(fn, t):
    try:
        return fn(t)
    except Exception as e:
        raise e.with_traceback(e.__traceback__)
def explain(exc):
    import inspect
    out = []
    for ff in inspect.getinnerframes(exc.__traceback__, context=3):
        out.append((ff[0].f_code.co_name, ff[0].f_locals.get("self")))
    return out
library.go(run, explain)
