# Special methods of a metaclass that ask those of `type`.
class Meta(type):
    def __instancecheck__(cls, instance):
        return hasattr(instance, "quack") or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, other):
        return type.__subclasscheck__(cls, other)

    def __setattr__(cls, name, value):
        print("set", name)
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        print("delete", name)
        type.__delattr__(cls, name)

    def __repr__(cls):
        return type.__repr__(cls).upper()

    def __hash__(cls):
        return type.__hash__(cls)

    def __eq__(cls, other):
        return type.__eq__(cls, other)


class A(metaclass=Meta):
    z = 3


class B(A):
    pass


class Duck:
    quack = True


print(isinstance(3, A), isinstance(B(), A), isinstance(Duck(), A), issubclass(B, A), issubclass(int, A))
A.x = 4
print(A.x, B.x)
del A.x
print(hasattr(A, "x"), A == A, A == B, len({A, B, A}), A)
