# module
from ..mod import f
NAME = "sub" + str(f(1))
