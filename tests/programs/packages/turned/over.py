from dataclasses import dataclass
import turned.low as low
@dataclass
class Mid(low.Low):
    b: int = 2
