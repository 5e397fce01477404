class Descr:
    def __set_name__(self, owner, name):
        raise KeyError(name)
try:
    class D:
        a = Descr()
except RuntimeError as e:
    print(e, "|", repr(e.__cause__), e.__cause__ is e.__context__)
except Exception as e:
    print(type(e), e)
n = 0
class W:
    def __set_name__(self, owner, name):
        global n
        n += 1
        print("sn", name)
        if n < 6: setattr(owner, name + "x", W())
class V:
    a = W()
    b = W()
print(n)
class X:
    def __set_name__(self, owner, name):
        print("X", name)
        if "gone" in owner.__dict__: del owner.gone
class U:
    a = X()
    gone = X()
    c = X()
M = type("M", (), {"a": W(), "b": W()})
print(n)
