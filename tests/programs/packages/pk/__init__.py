# module
from .low import v
from .inner import w
