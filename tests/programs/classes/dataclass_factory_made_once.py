import itertools
from dataclasses import dataclass, field
@dataclass
class E:
    seq: int = field(default_factory=itertools.count().__next__)
print(E(), E(), E())
