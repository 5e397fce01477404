# Descriptors of compiled classes rule over instances of classes with a metaclass.
class Field:
    def __init__(self, kind, least=None):
        self.kind, self.least = kind, least

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name}: {value!r}")
        if self.least is not None and value < self.least:
            raise ValueError(f"{self.name}: {value} < {self.least}")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        print("deleting", self.name)
        del instance.__dict__[self.name]


class OnlyDelete:
    def __delete__(self, instance):
        print("only delete")


class OnlyGet:
    def __get__(self, instance, owner=None):
        return "computed"


class Meta(type):
    def __new__(meta, name, bases, namespace):
        made = super().__new__(meta, name, bases, namespace)
        made.fields = [key for key, value in namespace.items() if isinstance(value, Field)]
        return made


class Model(metaclass=Meta):
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)


class Person(Model):
    name = Field(str)
    age = Field(int, 0)
    plain = OnlyGet()
    gone = OnlyDelete()


class Worker(Person):
    def rename(self, name):
        self.name = name


def show(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


p = Worker(name="Ann", age=3)
print(p.name, p.age, vars(p), Person.fields, Worker.fields)
for bad in (lambda: Person(name=1), lambda: Person(age=-1), lambda: p.rename(None), lambda: setattr(p, "age", "x")):
    show(bad)
p.rename("Bo")
p.age += 1
print(p.name, p.age, type(Person.name).__name__)
del p.age
print(p.age, vars(p))
print(p.plain)
p.plain = 5
print(p.plain, vars(p))
del p.gone
