# A descriptor that keeps values in the `__dict__` of instances, made where the text does not say for which class.
def make(kind):
    return kind()


class Hidden:
    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, instance, value):
        instance.__dict__[self.name] = str(value)


class Holder:
    value = make(Hidden)

    def __init__(self, value):
        self.value = value


print(Holder(3).value + "!", Holder(4).__dict__)
