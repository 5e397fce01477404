# The call of a decorator stands on the decorator's line; the code of a function begins there.
import sys
def d(f):
    print('frame', sys._getframe(1).f_lineno)
    return f
@d
@d
def f():
    pass
@d
class A:
    @d
    def m(self): pass
    @property
    @d
    def p(self): pass
print(f.__code__.co_firstlineno, A.m.__code__.co_firstlineno)
def bad(f): raise ValueError('x')
try:
    @d
    @bad
    @d
    def g(): pass
except ValueError as e:
    print(e.__traceback__.tb_lineno)
try:
    @bad
    class B: pass
except ValueError as e:
    print(e.__traceback__.tb_lineno)
