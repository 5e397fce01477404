# module
# Imports bind the modules of a package in it.
from .sub import V
from .deep.leaf import L
import bound.third


def early():
    try:
        return other.T
    except NameError as e:
        return str(e)


def all_of_them():
    return sub.g() + deep.leaf.L


print(sub.V, deep.leaf.L, third.T, early())
