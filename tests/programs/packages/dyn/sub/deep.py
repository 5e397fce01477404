# module
from . import NAME
from .. import mod
value = NAME + "!" + str(mod.f(7))
