# module
__all__ = ["sub", "late"]
__all__ += ["extra"]
from .other import *
late = "late"
not_exported = 1
extra = [inner]
