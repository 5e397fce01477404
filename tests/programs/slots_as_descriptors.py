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


class Weak:
    __slots__ = ("a", "__weakref__")


class Open:
    pass


print({name: getattr(Weak, name) for name in Weak.__slots__}, Open.__weakref__, "__weakref__" in Weak.__dict__)
try:
    D.__weakref__
except AttributeError as e:
    print(e)


class Marker:
    """Instances keep what hashes and calls them."""

    __slots__ = ("schema", "__hash__", "__call__", "__len__")

    def __init__(self, schema):
        self.schema = schema
        self.__hash__ = lambda: hash(schema)

    def __eq__(self, other):
        return self.schema == other

    def __repr__(self):
        return "M" + repr(self.schema)


class Required(Marker):
    def __init__(self, schema, default):
        super().__init__(schema)
        self.default = default


markers = {Marker("a"): 1, Required("b", 2): 2}
print(markers, markers["a"], "b" in markers, Marker("c").__hash__() == hash("c"))
m = Marker("d")
try:
    len(m)
except AttributeError as e:
    print(e)
m.__len__ = lambda: 3
m.__call__ = lambda *args: args
print(len(m), m(1, 2), bool(m))
del m.__len__
print(hasattr(m, "__len__"))
