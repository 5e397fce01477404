# A dataclass that is up to CPython's `dataclasses`, in a module that CPython does not know.
from dataclassed.records import Rule

print(Rule("a", print), Rule("b", len, 4, last=1), Rule.shared, Rule.other)
