# Classes that derive from classes of other modules, under all the names that imports give those; one is
# exchanged before it is used.
import based
from based import Node, Renamed
from based.a import A
from based.b import B
from based.c import C, D, E


class F(Node):
    def get(self):
        return self.x + 5


class G(based.Renamed):
    def get(self):
        return self.x + 6


class H(based.base.Node, Renamed if False else object):
    def get(self):
        return self.x + 7


total = 0
for i in range(10):
    for node in (A(i), B(i), C(i), D(i), F(i), G(i), H(i)):
        total += node.get() * 3
print(total, E.Inner2().f(), [c.__mro__[1].__name__ for c in (A, B, C, D, F, G, H)])


class Other:
    def __init__(self):
        self.zzz = "text"
        self.a = "q"

    def f(self):
        return "other"


def exchange():
    import based.replaced

    based.replaced.Shape = Other


exchange()


# Exchanged in ways that name no module where it happens.
def put(module, other):
    module.Given = other


import based.replaced as replaced

setattr(replaced, "Set", Other)
put(replaced, Other)
alias = replaced
alias.Aliased = Other
from based.user import X, Y

x = X()
print(x.f(), x.g(), x.zzz)
print([(y.f(), y.g(), y.zzz) for y in [cls() for cls in Y]])
