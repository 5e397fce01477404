from dataclasses import dataclass
@dataclass
class Low:
    a: int = 1
import turned.over as over
@dataclass
class Top(over.Mid):
    c: int = 3
print(Top(), over.Mid())
