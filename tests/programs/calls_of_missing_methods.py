# A method is looked up before the arguments of its call are evaluated.
class Plain:
    def method(self, *args):
        return args


class Hooked:
    def __getattr__(self, name):
        return lambda *args: (name, args)


def argument(n):
    print("argument", n)
    return n


for receiver in (Plain(), Hooked(), 5, "text", [1], None, slice(1), int):
    try:
        print(receiver.missing(argument(1), key=argument(2)) if receiver is None else receiver.missing(argument(3)))
    except AttributeError as error:
        print(error)
    try:
        print(receiver.append(argument(4), 1))
    except (AttributeError, TypeError) as error:
        print(error)
late = Plain()
late.missing = lambda n: n * 2
for receiver in (late, Hooked()):
    print(receiver.missing(argument(6)))
for receiver in (5, 1.5, (1,), None):
    for attempt in (lambda: receiver.extend([n for n in receiver]), lambda: receiver.extend(n + 1 for n in receiver), lambda: receiver.update({n: n for n in receiver})):
        try:
            print(attempt())
        except (AttributeError, TypeError) as error:
            print(type(error).__name__, error)


# Of built-in classes, with an argument that is not there.
def f(p, *rest):
    v = list
    v.add(i49)
try:
    f(None)
except Exception as error:
    print(type(error), error)
try: list.add(i50)
except Exception as error: print(type(error), error)
try: "".nope(i50)
except Exception as error: print(type(error), error)
try: list.append([], i50)
except Exception as error: print(type(error), error)


class Whole:
    def make(cls, *a):
        return cls(*a, 2305843009213693952)


for call in (lambda: Whole.go(o12), lambda: Whole().go(o12), lambda: Whole().make(o12)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
