from .shapes import *
from .shapes import twice


def count():
    return len([name for name in globals() if name.istitle()])
