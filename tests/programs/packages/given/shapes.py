import sys


def _make(name, fields):
    def init(self, *values):
        self.fields = dict(zip(fields, values))

    def show(self):
        return f"{name.lower()} {self.fields}"

    setattr(sys.modules[__name__], name, type(name, (object,), {"__init__": init, "__repr__": show}))


for name, fields in {"Point": "xy", "Square": "a", "Circle": "r", "_Hidden": ""}.items():
    _make(name, fields)

globals()["limit"] = 10
del name, fields


def twice(n):
    return 2 * n
