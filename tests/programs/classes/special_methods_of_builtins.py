# Special methods of built-in classes that are called by name.
def shown(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


for name in "__or__ __ror__ __and__ __rand__ __xor__ __rxor__".split():
    for other in (0, False, 1, True, 2):
        print(name, other, getattr(False, name)(other), getattr(True, name)(other))
print(False.__rand__(False), False.__xor__(0), False.__rxor__(False))
print(False.__or__(1.0), True.__and__("x"))
print(sorted(name for name in vars(bool) if name.endswith("or__") or name == "__add__"))

shown(lambda: range(10).__reduce__())
shown(lambda: range(1, 10, 3).__reduce_ex__(2))
shown(lambda: type(...)())
shown(lambda: type(...)(1))
shown(lambda: type(NotImplemented)())
shown(lambda: type(NotImplemented)(1))

shown(lambda: LookupError.__str__(KeyError("m")))
shown(lambda: Exception.__str__(KeyError("m")))
shown(lambda: BaseException.__str__(KeyError("m", "n")))
shown(lambda: KeyError.__str__(KeyError("m")))
shown(lambda: Exception.__str__(OSError(2, "x", "f")))
shown(lambda: OSError.__str__(OSError(2, "x", "f")))


class NoRow(KeyError):
    def __str__(self):
        return Exception.__str__(self)


shown(lambda: str(NoRow("q")))
shown(lambda: repr(NoRow("q")))

p = property("a", "b", "c")
shown(lambda: (p.getter(1).fget, p.setter(2).fset, p.deleter(3).fdel))
