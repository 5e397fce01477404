# Inherited factories and defaults, where names of their module hide others here.
from shop.hidden import *
from dataclasses import dataclass, field, fields
def list(*a): return "mine"
def set(*a): return "myset"
V = "here"
@dataclass
class C(B3):
    q: int = 0
    r: str = V
print(C(), C().b, C().c)
