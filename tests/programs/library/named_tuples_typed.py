"""Classes derived from NamedTuple need no CPython for their annotations."""
from typing import Dict, List, NamedTuple, Optional


class Employee(NamedTuple):
    """Somebody."""
    name: str
    skills: List[str]
    boss: Optional["Employee"] = None
    salary: int = 100

    def raised(self, percent):
        return self._replace(salary=self.salary * (100 + percent) // 100)

    @property
    def first(self):
        return self.name[0]


class Empty(NamedTuple):
    pass


class Sub(Employee):
    def __repr__(self):
        return "Sub " + self.name


boss = Employee("ada", ["math"])
worker = Employee("bob", [], boss, 50)
print(boss, worker.boss is boss, worker.raised(10).salary, worker.first, worker[0], len(worker))
print(Employee._fields, Employee._field_defaults, Employee.__doc__, Empty(), Sub("x", []))
print(worker == ("bob", [], boss, 50), worker._asdict()["salary"], hash(Employee("a", (), None)) == hash(("a", (), None, 100)))
for wrong in (lambda: worker.missing, lambda: setattr(worker, "name", 1), lambda: Employee(), lambda: worker.name()):
    try:
        wrong()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
name, skills, *rest = worker
print(name, skills, rest, Employee.name.__get__(worker), repr(Employee.name))
