"""Groups of a class of the program cross to CPython and back."""

import traceback


class Coded(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def derive(self, exceptions):
        return Coded(self.message, exceptions, self.code)


group = Coded("coded", [ValueError(1), TypeError("t")], 7)
print("".join(traceback.format_exception_only(group)), end="")
print("".join(traceback.format_exception(ExceptionGroup("plain", [ValueError(1), group]))), end="")
