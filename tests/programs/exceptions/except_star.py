import sys
def run(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
class C:
    def __call__(self,e): return True
eg=ExceptionGroup("a",[ValueError(1), TypeError(2), ExceptionGroup("b",[KeyError("k"), ValueError(3)])])
for f in (C(), len, lambda e:isinstance(e,ValueError), ValueError, (ValueError,KeyError), ExceptionGroup, 3, (ValueError,3), int, OSError, ()):
    run(eg.split,f); run(eg.subgroup,f)
print(eg.split(ValueError)[0].__suppress_context__, eg.message, eg.exceptions, str(eg), eg.args)
for a in ((1,),(1,2),("a",1),("a",{}),("a",{ValueError()}),("a",[]),("a",[1]),("a",(x for x in [])),("a",[ValueError],),("a",(OSError(1),)), ("a",[KeyboardInterrupt()])):
    run(ExceptionGroup, *a); run(BaseExceptionGroup,*a)
print(BaseExceptionGroup.__mro__, ExceptionGroup.__mro__)
try: eg.message=3
except AttributeError as e: print(repr(e))
class My(ExceptionGroup):
    def __new__(cls, message, excs, code):
        obj = super().__new__(cls, message, excs)
        obj.code = code
        return obj
    def derive(self, excs):
        return My(self.message, excs, self.code)
m=My("my",[ValueError(1),TypeError(2)],7)
a,b=m.split(ValueError)
print(type(a), a.code, b.code, a, b, repr(a))
run(My,"a",[KeyboardInterrupt()],1)
def t(exc):
    print('--', repr(exc))
    try:
        try:
            raise exc
        except* ValueError as e:
            print('V', repr(e), sys.exc_info()[1] is e)
        except* (TypeError, KeyError) as e:
            print('TK', repr(e))
            raise
        except* OSError as e:
            print('O', repr(e))
            raise RuntimeError("new") from e
        else:
            print("else")
        finally:
            print("finally", sys.exc_info()[0] is None)
        try: e
        except NameError as n: print(n)
    except BaseException as x:
        print('out', repr(x), x.__context__, x.__cause__)
for x in (ValueError(1), TypeError(1), OSError(5), eg, ExceptionGroup("x",[OSError(1),ValueError(2),TypeError(3),ZeroDivisionError()]), KeyboardInterrupt(), BaseExceptionGroup("b",[KeyboardInterrupt(),ValueError()])):
    t(x)
def u(cls):
    try:
        try: raise ValueError(1)
        except* cls: pass
    except Exception as e: print(type(e), e, repr(e.__context__))
u(3); u(ExceptionGroup); u((ValueError, 3)); u(int)
def loop():
    n=0
    for i in range(3):
        try:
            raise ExceptionGroup("e",[ValueError(i),KeyError(i)])
        except* ValueError:
            for j in range(5):
                if j==2: break
            n+=j
        except* KeyError as e:
            n+=100*e.exceptions[0].args[0]
            x='s'
    return n,x
print(loop())
def gen():
    try:
        raise ExceptionGroup("g",[ValueError(1),TypeError(2)])
    except* ValueError as e:
        yield e
        yield sys.exc_info()[1] is e
    except* TypeError as e:
        yield e
    yield 'done'
print(list(gen()))
try:
    try:
        raise ExceptionGroup("g",[ValueError(1)])
    except* ValueError as e:
        raise e
except ExceptionGroup as e: print(repr(e), repr(e.__context__))
e=ExceptionGroup("n",[ValueError(1),ValueError(2)]); e.add_note("hey")
print(e.split(lambda x: x.args[0]==1)[0].__notes__)
def f(n):
    if n==0: raise ValueError("deep")
    f(n-1)
excs=[]
for i in range(18):
    try: f(i%3)
    except ValueError as e:
        e.add_note(f"note {i}\nsecond")
        excs.append(e)
def chain():
    try:
        f(1)
    except ValueError as v:
        try: raise TypeError("t") from v
        except TypeError as t:
            try: raise KeyError("k")
            except KeyError as k: return k
inner=ExceptionGroup("inner",[chain(), ValueError("multi\nline")])
deep=ValueError("x")
for i in range(13): deep=ExceptionGroup(f"d{i}",[deep])
