"""int() and float() of values whose type is not known."""


class Number:
    def __init__(self, x):
        self.x = x

    def __int__(self):
        return int(self.x)

    def __float__(self):
        return self.x / 2


class Index:
    def __index__(self):
        return 7


values = [1, True, 2.75, -2.75, "12", " 3_0 ", "1e3", b"5", 2**70, "x", None, [1], Number(9.5), Index(),
          float("inf"), float("nan"), 10**400, "9" * 30]
for value in values:
    for convert in ("int", "float"):
        try:
            result = int(value) if convert == "int" else float(value)
            print(convert, type(result).__name__, result)
        except (TypeError, ValueError, OverflowError) as error:
            print(convert, type(error).__name__, error)
print(sum(int(part) for part in "1 2 3".split()), sum(float(part) for part in ["1.5", "2.5"]))
