from dataclasses import dataclass
from typing import Generic, TypeVar
T = TypeVar("T")
@dataclass
class A:
    x: int = 1
@dataclass
class G(Generic[T]):
    y: T
