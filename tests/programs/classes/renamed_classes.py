class A:
    pass


class B:
    pass


def show(x):
    return "is " + type(x).__name__


print(show(A()), show(B()))
A.__name__ = "Other"
print(show(A()), f"{B().__class__.__name__}")
