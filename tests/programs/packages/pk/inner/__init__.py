# module
from ..low import v
from .deep import z
w = v + z
