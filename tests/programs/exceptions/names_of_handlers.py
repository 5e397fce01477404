# The name of a handler is unbound however its body is left.
def f():
    try: raise ValueError(1)
    except ValueError as e: return 1
    finally:
        try: print(e)
        except UnboundLocalError as u: print(u)
print(f())
def g():
    for i in range(2):
        try: raise ValueError(1)
        except ValueError as e: break
    try: print(e)
    except UnboundLocalError as u: print(u)
g()
def h():
    for i in range(2):
        try: raise ValueError(1)
        except ValueError as e: continue
        finally:
            try: print(e)
            except UnboundLocalError as u: print(u)
h()
for i in range(2):
    try: raise ValueError(1)
    except ValueError as e: break
try: print(e)
except NameError as u: print(u)
def k():
    try:
        try: raise ValueError(1)
        except ValueError as e: raise KeyError(2)
        finally:
            try: print(e)
            except UnboundLocalError as u: print(u)
    except KeyError: pass
k()
def m():
    try: raise ValueError(1)
    except ValueError as e: return repr(e)
print(m())
def n():
    try: raise ValueError(1)
    except ValueError as e:
        def inner(): return e
        return inner
try: n()()
except NameError as x: print(x)
def gen():
    try: raise ValueError(1)
    except ValueError as e: yield e
    try: yield e
    except UnboundLocalError as u: print(u)
print(list(gen()))
