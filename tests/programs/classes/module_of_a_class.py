# A class body says which module the class is of.
# exit: 1
# stderr-last: elsewhere.errors.Failure: x


class Failure(ValueError):
    __module__ = "elsewhere.errors"


class Plain:
    __module__ = "elsewhere"

    def shown(self):
        return self.__module__


print(Failure.__module__, Plain.__module__, Failure, Plain, Plain().shown())
raise Failure("x")
