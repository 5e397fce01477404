# Forms of typing as bases, where the program asks for the order of classes.
from typing import List, Optional
class Stack(List[int]):
    limit: Optional[int] = None
print(Stack([1]), Stack.__mro__[1])
