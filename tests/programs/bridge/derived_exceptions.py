# Exceptions of compiled classes in Python code: pickled, copied, caught, passed between threads.
import copy, pickle, traceback, functools
class E(Exception):
    def __init__(self, a, b): super().__init__(a, b); self.b = b
    def show(self): return f"{self.args} {self.b}"
class E2(E): pass
e = pickle.loads(pickle.dumps(E(1, 2))); print(repr(e), e.b, e.show())
e = copy.copy(E2(1, 2)); print(repr(e), e.b, e.show(), type(e).__name__)
def thrower(x): raise E2(x, "bee")
try: list(map(thrower, [3]))
except E as e: print(e.show())
import contextlib
@contextlib.contextmanager
def cm():
    try: yield
    except E as e: print("in cm", e.show()); 
with cm(): raise E(5, 6)
with contextlib.suppress(E): raise E2(1, 1)
print(traceback.format_exception_only(E, E(1, 2)))
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1) as ex:
    f = ex.submit(thrower, 9)
    try: f.result()
    except E2 as e: print("from thread", e.show(), type(f.exception()) is E2)
