# Methods that `@dataclass` makes have no file; their lines are those of the text CPython makes them of.
# exit: 1
# stderr-last: ValueError: bad 'post'
import traceback
from dataclasses import dataclass, field


def refuse():
    raise LookupError("nothing")


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    z: list = field(default_factory=list, compare=False)

    def __post_init__(self):
        if self.x == "post":
            raise ValueError(f"bad {self.x!r}")


@dataclass(frozen=True)
class Fixed:
    a: list
    b: int = field(default_factory=refuse)


def attempt(call):
    try:
        call()
    except Exception as error:
        for frame in traceback.extract_tb(error.__traceback__)[1:]:
            print(frame.name, frame.lineno, frame.filename == "<string>", repr(frame.line)[:40])
        print(type(error).__name__, error)


def change():
    Fixed([1], 2).a = 3


attempt(lambda: Point("post"))
attempt(lambda: Point(1) < Point("a"))
attempt(lambda: Fixed([1]))
attempt(lambda: hash(Fixed([1], 2)))
attempt(change)
Point("post")
