def show(work):
    try:
        print(work())
    except Exception as e:
        print(type(e).__name__, e)


class Plain:
    pass


show(lambda: Plain(42))
show(lambda: Plain.__new__(Plain, 42))
show(lambda: Plain().__init__(42))
show(lambda: object.__init__(Plain(), 42))
show(lambda: object(1))


class Single:
    one = None

    def __new__(cls, *args, **keywords):
        if cls.one is None:
            cls.one = super().__new__(cls, *args, **keywords)
        return cls.one

    def __init__(self, value=0):
        self.value = value


show(lambda: Single(3))
show(lambda: Single().value)
show(lambda: Single(4).value)


class Forwards:
    def __init__(self, *args, **keywords):
        super().__init__(*args, **keywords)


show(lambda: Forwards(1))
show(lambda: Forwards(x=1))
show(lambda: type(Forwards()).__name__)


class Takes:
    def __init__(self, x):
        self.x = x


show(lambda: object.__new__(Takes, 5).__class__.__name__)


class Makes:
    def __new__(cls, x):
        return object.__new__(cls)


show(lambda: Makes(1).__class__.__name__)
show(lambda: Makes())
show(lambda: object.__init__(Makes(1), 5))


class OfClass:
    @classmethod
    @property
    def name(cls):
        return cls.__name__

    @classmethod
    def typed(cls, x: int):
        "Its text."
        return x


class Derived(OfClass):
    pass


show(lambda: (OfClass.name, OfClass().name, Derived.name))
show(lambda: OfClass.__dict__["typed"].__name__ + OfClass.__dict__["typed"].__doc__)
show(lambda: OfClass.__dict__["typed"].__annotations__)


class Wrapped:
    def __get__(self, object, owner):
        return object, owner


class Uses:
    inner = classmethod(Wrapped())


show(lambda: Uses.inner == (Uses, Uses))


class A:
    def method(self, a):
        return "A(%r)" % a


A._A__super = super(A)


class B(A):
    def method(self, a):
        return "B(%r)" % a + self.__super.method(a)


B._B__super = super(B)
show(lambda: B().method(3))
show(lambda: super(B))
show(lambda: super(B).method)


def slots(value):
    class Slotted:
        __slots__ = value

    return sorted(name for name in vars(Slotted) if not name.startswith("_"))


for value in (1, [None], ("a b",), "word", ["b", "a"], {"k": 1}):
    show(lambda: slots(value))
