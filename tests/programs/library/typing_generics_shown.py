# A generic class is printed with what it was given.
from typing import Generic, TypeVar

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self):
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


s = Stack[int]()
s.push(1).push(2)
print(Stack[int], s.__orig_class__, s.items)
try:
    isinstance(s, Stack[int])
except TypeError as e:
    print(e)
print(isinstance(s, Stack), Stack[str] == Stack[str])
