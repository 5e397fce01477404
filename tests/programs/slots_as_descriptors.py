class S:
    __slots__ = ('x', 'y', '__z')
    def __init__(self): self.x = 1; self.__z = 3
s = S()
print(S.x, type(S.x).__name__, S.x.__get__(s), S.__slots__, S.x == S.x, S.x.__name__, S.x.__objclass__)
S.x.__set__(s, 9); print(s.x)
try: S.x.__get__(5)
except TypeError as e: print(e)
try: S.y.__get__(s)
except AttributeError as e: print(e)
try: S.q
except AttributeError as e: print(e)
print(hasattr(S, 'x'), hasattr(S, 'q'), getattr(S, 'y'))
class T(S):
    __slots__ = ('w',)
    x = 7
print(T.x, T.w, T.y, T().x if False else '')
class D:
    __slots__ = {'a': 'doc of a'}
print(D.a)
try: D.b
except AttributeError as e: print(e)
class BA(bytearray):
    pass


print(BA(b"x"), bytearray(b"y"))
print([name for name in dir(S) if not name.startswith("__")])
