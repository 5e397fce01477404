from __future__ import annotations
from typing import List, Union

Shape = Union[int, str]


def f(x: Shape) -> List[Shape]:
    return [x]
