from .core import Entity, Audited as Watched
from .core.base import *
from . import rules
