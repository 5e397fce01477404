"""Class patterns over fields of classes of the program: with defaults, in part unset, inherited, changed."""
from dataclasses import dataclass, field
from typing import List, Optional, Union


@dataclass
class Num:
    value: float


@dataclass
class Neg:
    of: "Expr"


@dataclass
class Sum:
    parts: List["Expr"] = field(default_factory=list)
    name: str = "sum"


class Var:
    __match_args__ = ("name", "index")

    def __init__(self, name, index=None):
        self.name = name
        if index is not None:
            self.index = index


class Special(Var):
    kind = "special"


Expr = Union[Num, Neg, Sum, Var]


def show(expr):
    match expr:
        case Num(0):
            return "zero"
        case Num(value) if value < 0:
            return f"({value})"
        case Num(value=v):
            return str(v)
        case Neg(Neg(inner)):
            return show(inner)
        case Neg(of=Sum(parts=[])):
            return "nothing"
        case Neg(inner):
            return "-" + show(inner)
        case Sum([one]):
            return show(one)
        case Sum(parts, "sum"):
            return "(" + " + ".join(show(part) for part in parts) + ")"
        case Sum(name=name, parts=[first, *_]):
            return f"{name}:{show(first)}"
        case Special(name, kind=kind):
            return f"{kind} {name}"
        case Var(name, index):
            return f"{name}[{index}]"
        case Var(name):
            return name
        case None | int():
            return "plain"
        case _:
            return "else"


def evaluate(expr, env):
    match expr:
        case Num(value):
            return value
        case Neg(of):
            return -evaluate(of, env)
        case Sum(parts):
            return sum(evaluate(part, env) for part in parts)
        case Var(name):
            return env[name]


exprs = [
    Num(0), Num(-2.5), Num(4), Neg(Neg(Num(1))), Neg(Sum()), Neg(Num(3)), Sum([Num(7)]), Sum([Num(1), Var("x")]),
    Sum([Num(1), Num(2)], "prod"), Sum([], "none"), Var("x"), Var("y", 3), Special("s", 1), Special("t"),
]
for expr in exprs:
    print(show(expr))
print([show(other) for other in (None, 3, "s", 2.5)])
env = {"x": 10, "y": 20, "s": 1, "t": 2}
print([evaluate(expr, env) for expr in exprs])
del exprs[2].value
try:
    print(show(exprs[2]))
except AttributeError as error:
    print(error)


def kinds(values):
    found = []
    for value in values:
        if isinstance(value, Num):
            found.append("num")
        elif isinstance(value, (Neg, Sum)):
            found.append("tree")
        elif isinstance(value, Special):
            found.append("special")
        elif isinstance(value, Var):
            found.append("var")
        elif value is None:
            found.append("none")
    return found


print(kinds(exprs), kinds([None, Num(1)]))


def sorts(value: Optional[Union[int, float, str, list]]):
    return isinstance(value, str), isinstance(value, (list, float)), isinstance(value, int), isinstance(value, object)


print([sorts(value) for value in (1, 2**70, True, 2.5, "s", [1], None)])


class Text(str):
    pass


def unknown(values):
    return [(isinstance(value, str), isinstance(value, list), isinstance(value, Var)) for value in values]


print(unknown([Text("a"), "b", [], Var("x"), Special("y"), 3, str]))
