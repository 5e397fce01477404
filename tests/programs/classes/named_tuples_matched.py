"""Class patterns of named tuples."""
from typing import NamedTuple
class Num(NamedTuple):
    value: int
class Add(NamedTuple):
    left: object
    right: object
class Mul(NamedTuple):
    left: object
    right: object
def ev(e):
    match e:
        case Num(v):
            return v
        case Add(a, b):
            return ev(a) + ev(b)
        case Mul(left=a, right=b):
            return ev(a) * ev(b)
        case _:
            return None
def build(d):
    if d == 0: return Num(d + 2)
    return Add(build(d - 1), Mul(build(d - 1), Num(1)))
print(ev(build(10)), ev((1, 2)), ev(3))
def first(p):
    match p:
        case Num(value=int() as n): return n
        case Num(v): return repr(v)
        case (a, b): return [a, b]
        case Add(q): return q
print(first(Num(4)), first(Num("x")), first(Add(1, 2)), first((3, 4)))
