from .base import Entity, Audited, make_tag
from shop.core import base as foundations
