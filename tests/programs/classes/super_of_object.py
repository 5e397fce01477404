# `super().__init__()` in a class whose base is `object` does nothing, unless an instance's class
# puts another class behind it.
class Left(object):
    def __init__(self):
        super(Left, self).__init__()
        self.left = 1


class Right:
    def __init__(self):
        super().__init__()
        self.right = 2


class Both(Left, Right):
    def __init__(self):
        super().__init__()
        self.both = self.left + self.right


class Below(Left):
    def name(self):
        return f"below {self.left}"


class Keyword:
    def __init__(self, **options):
        super().__init__(**options)
        self.options = options


class Mixed(Keyword, Right):
    pass


print(Left().left, Right().right, Both().both, Below().name())
print(Keyword().options)
for make in (lambda: Keyword(size=1), lambda: Mixed(size=1)):
    try:
        print(make().options)
    except TypeError as error:
        print(error)
print(Mixed().right, super(Left, Below()).__init__())

Dynamic = type("Dynamic", (Left, Right), {})
print(sorted(vars(Dynamic()).items()))

total = 0
for n in range(1000):
    total += Left().left + Right().right
print(total)
