import random
class P:
    def __init__(self, flag):
        if flag:
            self.b = 1; self.a = 2
        else:
            self.a = 1; self.b = 2
    def __eq__(self, other): return self.__dict__ == other.__dict__
    def __hash__(self): return 1
class Q:
    def __init__(self, flag):
        if flag:
            self.b = 1; self.a = 2
        else:
            self.a = 1; self.b = 2
    def __repr__(self): return f"Q({self.__dict__})"
class R(Q):
    def __init__(self, f):
        self.z = 1
        super().__init__(f)
class Mix:
    def show(self): return list(self.__dict__)
class S(Mix):
    def __init__(self, f):
        if f: self.x = 1
        self.y = 2
        if not f: self.x = 1
class T(Mix, P): pass
class U(P):
    def keys(self): return sorted(self.__dict__), sorted(self.__dict__.items()), len(self.__dict__), self.__dict__["a"], self.__dict__.get("b")
class V:
    def __init__(self, f):
        if f: self.x = 1
        self.y = 2
        if not f: self.x = 1
def show(o): return sorted(vars(o).items(), key=lambda kv: 0)
print(P(1) == P(0), P(1) == P(1), Q(1), Q(0), R(1), R(0), S(1).show(), S(0).show(), T(1).show(), T(0).show())
print(U(1).keys(), U(0).keys())
print(show(V(1)), show(V(0)))


# Compared, asked for single attributes and sorted: the order does not show.
def eq(a, b):
    return vars(a) == vars(b)


class X:
    def __init__(self, f):
        if f:
            self.x = 1
        self.y = 2
        if not f:
            self.x = 1


print(eq(X(1), X(0)), vars(X(1))["x"], "x" in vars(X(0)), len(vars(X(1))), sorted(vars(X(0))))
