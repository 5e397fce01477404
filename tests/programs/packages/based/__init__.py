from .base import Node
from .base import Node as Renamed
