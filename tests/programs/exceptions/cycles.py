"""Chains of exceptions that are cycles; an object that is its own `__call__`."""


def cycle():
    try:
        raise ValueError(1)
    except ValueError as error:
        error.__context__ = error
        raise TypeError(2)


try:
    cycle()
except TypeError as error:
    print(repr(error.__context__), error.__context__.__context__ is error.__context__)


class A(Exception):
    pass


class B(Exception):
    pass


class C(Exception):
    pass


try:
    try:
        raise A()
    except A as a:
        try:
            raise B()
        except B as b:
            a.__context__ = b
            b.__context__ = a
            raise C()
except C as c:
    print(repr(c.__context__), repr(c.__context__.__context__))


class Caller:
    pass


Caller.__call__ = Caller()
try:
    Caller()()
except RecursionError:
    print("RecursionError")
