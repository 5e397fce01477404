from .shapes import *

limit = limit + 1
