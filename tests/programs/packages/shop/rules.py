from dataclasses import dataclass
import shop.core.base


@dataclass
class Rule(shop.core.base.Entity):
    weight: float = 1.5
    limit: int = 3


class Loose(Rule):
    pass
