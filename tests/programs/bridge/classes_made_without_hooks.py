"""CPython's classes for classes of the program are made without running `__init_subclass__`
and `__set_name__` again."""
import contextlib
import json


class Named:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        return self if instance is None else self.name


class Error(Exception):
    codes = {}
    field = Named()

    def __init_subclass__(cls, /, code, **keywords):
        super().__init_subclass__(**keywords)
        print("subclass", cls.__name__, code)
        cls.code = code
        Error.codes[code] = cls


class Missing(Error, code=10):
    other = Named()

    def __init__(self, a, b):
        super().__init__(a, b)
        self.a = a


class Word(str):
    kinds = []

    def __init_subclass__(cls, kind):
        print("word", kind)
        Word.kinds.append(cls)


class Verb(Word, kind="verb"):
    mark = Named()


@contextlib.contextmanager
def shown():
    try:
        yield 1
    except Error as error:
        print("caught", repr(error), error.field, error.other)


with contextlib.ExitStack() as stack:
    stack.enter_context(shown())
    raise Missing(1, 2)


def parse(text):
    raise Missing(text, text)


try:
    json.loads("[1]", parse_int=parse)
except Error as error:
    print(type(error), error.args, error.code)
print(json.dumps({Verb("go"): [Verb("stop")]}), Error.codes, Word.kinds)
Later = type("Later", (Missing,), {}, code=12)
print(Later.code, sorted(Error.codes))
