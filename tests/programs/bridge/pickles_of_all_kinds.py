# What `pickle` and `copy` make of classes of the program.
import copy
import enum
import pickle
from collections import deque


class Base:
    def __init__(self, x, y=None):
        self.x, self.y = x, y

    def __repr__(self):
        return f"{type(self).__name__}({self.x!r}, {self.y!r})"


class State(Base):
    def __getstate__(self):
        state = self.__dict__.copy()
        state["y"] = "dropped"
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.restored = True


class Made:
    def __new__(cls, a):
        print("new", a)
        made = super().__new__(cls)
        made.a = a
        return made

    def __getnewargs__(self):
        return (self.a * 10,)


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


for protocol in (0, 2, 4):
    again = pickle.loads(pickle.dumps(State(1, 2), protocol))
    print(again, again.restored, pickle.loads(pickle.dumps([Color.BLUE, Level.LOW], protocol)))
print(pickle.loads(pickle.dumps(Color.RED)) is Color.RED, copy.deepcopy(Color.RED) is Color.RED)
print(pickle.loads(pickle.dumps(Made(1))).a)
queue = deque([1, [2]], maxlen=3)
print(copy.copy(queue), copy.deepcopy(queue), copy.copy(queue)[1] is queue[1])
print(pickle.loads(pickle.dumps({"queue": queue, "base": Base(deque("ab"))})))


class Queue(deque):
    pass


print(type(copy.copy(Queue([1]))).__name__, copy.copy(Queue([1], 2)))


class Made:
    """`__new__` takes keywords, also from who makes instances by itself."""

    def __new__(cls, a, *, b):
        self = super().__new__(cls)
        self.a, self.b = a, b
        return self

    def __getnewargs_ex__(self):
        return (self.a,), {"b": self.b}


made = pickle.loads(pickle.dumps(Made(1, b=2), 4))
print(made.a, made.b)
names = {}
exec("def make(cls, args, keywords): return cls.__new__(cls, *args, **keywords)", names)
print(names["make"](Made, (3,), {"b": 4}).b)
