# What is handled when `except*` refuses a class: what the last clause has got.
def f49(log):
    try:
        raise ExceptionGroup('outer', [ZeroDivisionError(), ExceptionGroup('inner', [OSError()])])
    except* OSError as group:
        raise RuntimeError
    except* ExceptionGroup as group:
        raise RuntimeError
def f48(log):
    try:
        raise ExceptionGroup('outer', [ExceptionGroup('inner', [ZeroDivisionError(), KeyError()])])
    except* KeyError as group:
        raise
    except* ExceptionGroup as group:
        pass
def f47(log):
    try:
        raise ExceptionGroup('outer', [ExceptionGroup('inner', [ZeroDivisionError(), KeyError()])])
    except* OSError as group:
        raise
    except* ExceptionGroup as group:
        pass
def f45(log):
    try:
        raise ExceptionGroup('outer', [ExceptionGroup('inner', [ZeroDivisionError(), KeyError()])])
    except* ZeroDivisionError as group:
        pass
    except* 5 as group:
        pass
for f in f45, f47, f48, f49:
    try:
        f(3)
    except BaseException as error:
        print(repr(error), '|', repr(error.__context__))
