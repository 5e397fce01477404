# The dict of an object has its attributes in the order they were set,
# whatever the order of the text.
import json


class Base:
    def __init__(self):
        self.id = 1
        self.kind = "base"


class Child(Base):
    def __init__(self):
        self.name = "c"
        super().__init__()
        self.extra = [1]


class Later(Base):
    def __init__(self):
        Base.__init__(self)
        self.later = 2


class Reset:
    def __init__(self):
        self.reset()
        self.z = 1

    def reset(self):
        self.a = 0
        self.b = 0

    def __repr__(self):
        return f"Reset({self.__dict__})"


class Branches:
    def __init__(self, flag):
        if flag:
            self.x = 1
            self.y = 2
        else:
            self.y = 3
            self.x = 4


class Options:
    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, name, value)
        self.done = True


class Setup:
    def setup(self):
        self.late = 1

    def __init__(self):
        self.early = 0


class Maybe:
    def __init__(self, flag):
        self.a = 1
        if flag:
            self.b = 2
        self.c = 3


class Twice:
    def __init__(self, flag):
        if flag:
            self.b = 2
        self.a = 1
        self.b = 3


class Loaned:
    def __init__(self):
        self.first = self.second = 0
        (self.third, self.fourth) = 1, 2
        with open("/dev/null") as self.fifth:
            self.sixth = 6
        for self.seventh in range(2):
            self.eighth = 8
        try:
            self.ninth = 9
        finally:
            self.tenth = 10
        del self.fifth


print(vars(Child()), json.dumps(Child().__dict__), Later().__dict__)
print(Reset(), vars(Branches(True)), vars(Branches(False)))
print(vars(Options(b=1, a=2)), vars(Twice(True)), vars(Twice(False)), vars(Maybe(True)), vars(Maybe(False)))
setup = Setup()
setup.setup()
print(setup.__dict__, vars(Loaned()))
child = Child()
child.new = 5
del child.id
child.id = 9
print(child.__dict__, "id" in child.__dict__, json.dumps(child, default=vars), list(vars(child).items()))
