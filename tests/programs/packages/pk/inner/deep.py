# module
from ..low import v
z = v * 2
