from dataclasses import dataclass, field
V = "there"
def mk(): return V
@dataclass
class B3:
    a: set = field(default_factory=set)
    b: str = V
    c: list = field(default_factory=list)
    d: str = field(default_factory=mk)
    e: str = field(default_factory=lambda: mk() + str(1))
    f: dict = field(default_factory=lambda: {k: V for k in "ab"})
