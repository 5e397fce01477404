# Methods found on classes that are values of any type, called on instances of others.
class A:
    def __init__(self, n):
        self.n = n

    def show(self, mark="!"):
        return f"{type(self).__name__} {self.n}{mark}"


class B(A):
    pass


class Stranger:
    n = "none"


table = {"a": A, "b": 5, "c": "text"}
for key in table:
    K = table[key]
    if key == "a":
        print(K.show(B(2)), K.show(A(3), "?"), K.show(Stranger()), K.show(mark=".", self=B(4)))
        f = K.show
        for o in [A(1), B(2), Stranger()]:
            print(f(o), f(o, mark="-"))
        try:
            K.show("text")
        except AttributeError as e:
            print(e)
