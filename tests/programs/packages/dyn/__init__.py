# module
"""Package doc."""
from .mod import f as _f
from . import mod
__all__ = ["star_a", "mod"]
star_a = 1
star_b = 2
def helper(n): return _f(n) * 2
