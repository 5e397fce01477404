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
def t(f, *a):
    try: print(f(*a))
    except Exception as e:
        print(type(e).__name__, e, e.__context__)
def f1(p0):
    return p0.replace(p0[:1], 'x')
class Q:
    x = 1
    def go(self, a): return a
    def __getitem__(self, i): raise IndexError('getitem %r' % (i,))
class R:
    def go(self, a): return 'R'
    def __getattr__(self, n): raise AttributeError('no ' + n)
for v in (frozenset(), 5, 2.5, 'abc', None, Q, Q(), R(), print, [1], {}, (1,), Ellipsis, f1):
    t(f1, v)
    t(lambda p: p.startswith((p[:1], p[:1])), v)
    t(lambda p: p.go(p.x + 1), v)
    t(lambda p: p.go(0[9]) , v)
    t(lambda p: p.setdefault(0.2 <= '').append , v)
    t(lambda p: p.go(nowhere) , v)
    t(lambda p: p.go(nowhere, k=p[0]) , v)
    t(lambda p: p.get(p[0], -p) , v)
    t(lambda p: p.get(p[0], 5) , v)
def g(o, x):
    try:
        return o.go(x[0])
    except TypeError as e:
        return 'T ' + str(e)
    finally:
        print('fin')
def trace(o, x):
    return o.go(
        x[0])
for o in (Q(), 5, R()):
    for x in ('', 5, 'a'):
        t(g, o, x)
import traceback
for o in (Q(), 5):
    try: trace(o, '')
    except Exception: traceback.print_exc()
try:
    try: 1/0
    except ZeroDivisionError:
        trace(7, '')
except AttributeError as e:
    print(repr(e.__context__), e.__cause__)
def gen(o, x):
    while True:
        try:
            yield o.go(x[0])
        except IndexError:
            yield 'caught'
            return
print(list(gen(Q(), '')))
t(lambda: list(gen(3, '')))
class U:
    def __init__(self, n): self.n = n
    def go(self, a): return a + self.n
def many(o, xs):
    s = 0
    for i in range(5):
        s += o.go(xs[i])
    return s
t(many, U(1), [1,2,3,4,5])
t(many, U(1), [1,2,3,4])
t(many, 'a', [])
t(many, None, [])

# Of a global that may not be set, too.
class K26:
    def show(self):
        return ['K26', '-7']
class K27(K26):
    def stop(self):
        return ['K27']
try:
    o30 = K27(-2147483649)
except Exception as error:
    print(type(error).__name__, error)
try:
    print(K27.go(o30), o30.go.__name__, K27.__name__)
except Exception as error:
    print(type(error).__name__, error)
try:
    print(K27.stop(o30), o30.go.__name__, K27.__name__)
except Exception as error:
    print(type(error).__name__, error)
k = K26()
try:
    k.go(o30)
except Exception as error:
    print(type(error).__name__, error)
try:
    k.show.go(o30)
except Exception as error:
    print(type(error).__name__, error)
try:
    'a'.go(o30)
except Exception as error:
    print(type(error).__name__, error)
