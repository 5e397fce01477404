from abc import ABC, abstractmethod
from typing import Generic, TypeVar, get_type_hints

T = TypeVar("T")


class Repository(ABC, Generic[T]):
    @abstractmethod
    def get(self, x: int) -> T: ...


class Numbers(Repository[int]):
    def get(self, x):
        return x


try:
    Repository()
except TypeError as e:
    print(e)
print(Numbers().get(3), get_type_hints(Repository.get))
