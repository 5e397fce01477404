import inspect


def numbers():
    yield 1
    yield 2


it = numbers()
print(inspect.getgeneratorstate(it), it.gi_running, it.gi_frame is None)
next(it)
print(inspect.getgeneratorstate(it), it.gi_yieldfrom, it.gi_frame.f_lineno > 0)
list(it)
print(inspect.getgeneratorstate(it), it.gi_frame)


def itself():
    print(inspect.getgeneratorstate(me), me.gi_running)
    yield


me = itself()
next(me)
me.close()
print(inspect.getgeneratorstate(me))
