# module
from .alpha import NAME

NAME = "beta after " + NAME
