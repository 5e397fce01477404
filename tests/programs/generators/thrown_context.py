# An exception thrown into a generator that handles another one has that as its context.
def waiting():
    try:
        raise KeyError("first")
    except KeyError:
        yield


one = waiting()
next(one)
try:
    one.throw(ValueError)
except ValueError as error:
    print(repr(error.__context__))


def catching():
    try:
        raise KeyError("first")
    except KeyError:
        try:
            yield 1
        except ValueError as error:
            print("inside", repr(error.__context__))
            yield 2


def passing():
    yield from waiting()


other = catching()
print(next(other), other.throw(ValueError("thrown")))
third = passing()
next(third)
try:
    third.throw(ValueError("through"))
except ValueError as error:
    print(repr(error), repr(error.__context__))
chained = waiting()
next(chained)
thrown = ValueError("has one")
thrown.__context__ = TypeError("its own")
try:
    chained.throw(thrown)
except ValueError as error:
    print(repr(error.__context__))
