# Objects that are no classes, but have `__bases__`, and instances that say
# themselves of which class they are.
class Abstract:
    def __init__(self, *bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases

    def __call__(self):
        return AbstractInstance(self)


class AbstractInstance:
    def __init__(self, of):
        self.of = of

    @property
    def __class__(self):
        return self.of


base = Abstract()
child = Abstract(base)
both = Abstract(child, Abstract())
print(isinstance(child(), base), isinstance(base(), child), isinstance(both(), base))
print(issubclass(child, base), issubclass(base, child), issubclass(both, (child, int)))
print(isinstance(3, base), issubclass(int, base))


class Proxy:
    def __init__(self, target):
        self.target = target

    @property
    def __class__(self):
        return type(self.target)


class Derived(Proxy):
    pass


print(isinstance(Proxy(3), int), isinstance(Proxy(3), str), isinstance(Derived("a"), (int, str)))
print(isinstance(Proxy(3), Proxy), type(Proxy(3)) is Proxy)


def attempt(f):
    try:
        print(f())
    except (TypeError, RecursionError) as e:
        print(type(e).__name__, e)


attempt(lambda: isinstance(3, 4))
attempt(lambda: issubclass(3, int))
attempt(lambda: issubclass(int, 4))
attempt(lambda: isinstance(3, AbstractInstance(int)))
