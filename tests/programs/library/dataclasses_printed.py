# `pprint` writes the fields of a dataclass one below the other, and asks CPython's `dataclasses` for them.
from dataclasses import asdict, dataclass, field, fields, replace
from pprint import pformat, pprint


@dataclass
class Address:
    street: str
    city: str = "Springfield"


@dataclass
class Person:
    name: str
    address: Address
    tags: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False)


@dataclass
class Worker(Person):
    wage: float = 1.5

    def __repr__(self):
        return f"<{self.name}>"


person = Person("A fairly long name", Address("Some street with a long name 12345"), ["tag%d" % i for i in range(9)])
pprint(person)
pprint([person.address] * 3, width=50)
pprint(Worker("w" * 90, person.address))
print(pformat(person, width=200) == repr(person), [each.name for each in fields(Worker)], asdict(person.address))
print(replace(person, tags=[]), Person("a", None) == Person("a", None), fields(Person)[3].default)
