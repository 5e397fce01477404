# A default that is a descriptor: the class is asked for the default, instances store through it.
from dataclasses import dataclass, fields


class Whole:
    def __init__(self, *, default):
        self._default = default

    def __set_name__(self, owner, name):
        self._name = "_" + name

    def __get__(self, obj, type):
        if obj is None:
            return self._default
        return getattr(obj, self._name, self._default)

    def __set__(self, obj, value):
        setattr(obj, self._name, int(value))


class Positive(Whole):
    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(f"{self._name[1:]} is negative")
        super().__set__(obj, value)


@dataclass
class Stock:
    count: int = Whole(default=100)
    price: float = Positive(default=3)
    name: str = "x"


print(Stock(), Stock(2.9), Stock(1, "7" and 7.5, "n").price, fields(Stock)[0].default)
stock = Stock(count=5)
stock.count = 2.5
print(stock.count, vars(stock), stock == Stock(2))
try:
    Stock(price=-1)
except ValueError as error:
    print(error)
